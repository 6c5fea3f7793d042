### Reports.

## Labels of a report

report-people = Қатысушылар
report-entries = Жазбалар
report-total = Барлығы
report-date = Күні
report-venue = Өтетін жері
report-organiser = Ұйымдастырушы
report-supporter = Қолдаушы
report-hours = Сағат бойынша
report-stations = Бекеттер
report-voided = Күші жойылды

## Sections of a report

report-event-slug = Экоакция коды
report-streams = Бағыттар бойынша
report-materials = Килограммен
report-pieces = Данамен
report-groups = Бірге жарияланады
report-out = Тапсырылды
report-no-grade = сұрпы жоқ
report-pieces-weight = салмағы { $weight }
report-target = мақсаттың { $percent } %-ы ({ $target })
report-about-note = ~ шамамен: қосындыда көзбен бағаланған салмақ бар
report-verified = Журналдар түгел, тізбектері үзілмеген.
report-damaged = Журналдар бүлінген, оқылғаны түгел есептелді:
stream-recycling = Қайта өңдеу
stream-hazardous = Қауіпті қалдықтар
stream-food = Азық-түлік
stream-reuse = Қайта пайдалану
stream-residue = Басқа

## The paper tally sheet

sheet-title = Есеп парағы
sheet-station = Бекет
sheet-operator = Оператор
sheet-number = Парақ №
sheet-how = Бір өлшеу – бір ұяшық: 12,5. Қатені сызып тастаңыз, үстінен жазбаңыз.
sheet-people = Адамдар: бір белгі – бір адам
