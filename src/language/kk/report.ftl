### Reports.

## Labels of a report

report-people = Қатысушылар
report-entries = Жазбалар
report-total = Барлығы
report-material = Материал
report-net = Нетто
report-date = Күні
report-venue = Өтетін жері
report-organiser = Ұйымдастырушы
report-supporter = Қолдаушы
report-hours = Сағат бойынша
report-stations = Бекеттер
report-voided = Күші жойылды

## The published list: one item per material or group

press-kg = { $amount } кг { $name }
press-pcs = { $amount } дана { $name }
press-about = шамамен { $item }
press-over-tonnes = { $amount } тоннадан астам { $name }
