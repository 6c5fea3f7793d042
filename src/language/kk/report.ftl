### Reports.

## Labels of a report

report-people = Қатысушылар
report-entries = Өлшеулер
report-total = Барлығы
report-date = Күні
report-venue = Өткен жері
report-organiser = Ұйымдастырушы
report-supporter = Қолдаушы
report-hours = Сағаттар бойынша
report-stations = Бекеттер
report-voided = Күші жойылғаны

## Sections of a report

report-event-slug = Экоакция коды
report-streams = Бағыттар бойынша
report-materials = Килограммен
report-pieces = Данамен
report-groups = Бір жолмен жарияланады
report-out = Жиналғаны мен өткізілгені
report-no-grade = маркасы жоқ
report-pieces-weight = салмағы { $weight }
report-target = мақсаттың { $percent }%-ы ({ $target })
report-about-note = ~ шамамен: қосындыда көз мөлшерімен алынған салмақ бар
report-verified = Журналдар түгел, тізбектері үзілмеген.
report-damaged = Журналдар бүлінген, оқылғаны түгел есептелді:
stream-recycling = Қайта өңдеу
stream-hazardous = Қауіпті қалдықтар
stream-food = Азық-түлік
stream-reuse = Қайта пайдалану
stream-residue = Өзге қалдықтар

## The paper tally sheet

sheet-title = Тіркеу парағы
sheet-station = Бекет
sheet-operator = Оператор
sheet-number = Парақ №
sheet-how = Бір өлшеу – бір ұяшық: 12,5. Қатені сызып тастаңыз, үстінен жазбаңыз.
sheet-people = Адамдар: бір белгі – бір адам

## Columns and notes of tables

report-material = Материал
report-stream = Бағыт
report-share = Үлесі
report-goal = Мақсат
report-grade = { $material }, маркасы { $grade }
report-weighing = Салмағы
report-hour = Сағат
report-without-time = уақытсыз
report-station = Бекет
report-head = Журналдың соңғы жолының хэші
report-operators = Операторлар
report-a-head = Бір адамға, кг
report-pieces-note = Данамен есептелгендер килограмм қосындысына кірмейді.
report-voided-note = Күші жойылған жазбалар ешбір қосындыда есептелмейді.
report-sealed = Экоакция жабылған: { $at }.
report-reopened = Экоакция жабылған ({ $sealed }), кейін қайта ашылған ({ $at }): { $reason }
report-kilograms-hour = Сағатына килограмм
report-people-hour = Сағатына адам
sums-damaged = Назар аударыңыз: журналдар бүлінген не оқылмайды ({ $files }), оқылғаны ғана есептелді: толығын «tarazy verify --event { $event }» көрсетеді
report-in-events = { $file } экоакциялар қалтасында, ол жерге есеп жазылмайды: басқа қалтаны көрсетіңіз
stream-given = Әкелінді
stream-taken = Әкетілді
stream-none = Бағыты жоқ

## The text for publication

plural-category = { $count ->
   *[other] other
}
press-mass = { $amount } { $name }
press-mass-of = { $amount } { $name }
press-kg = { $amount } кг
press-kg-about = шамамен { $amount } кг
press-kg-under = { $amount } кг-нан аз
press-tonnes = { $form ->
   *[other] { $amount } тонна
}
press-tonnes-more = { $form ->
   *[other] { $amount } тоннадан астам
}
press-tonnes-almost = { $form ->
   *[other] { $amount } тоннаға жуық
}
press-tonnes-about = { $form ->
   *[other] шамамен { $amount } тонна
}
press-pieces = { $amount } дана { $name }
press-pieces-about = шамамен { $amount } дана { $name }
press-pieces-of = { $amount } дана { $name }
press-pieces-of-about = шамамен { $amount } дана { $name }
press-grades = { $item } ({ $grades })

## The lead and the lists of the text for publication

press-month = { $month ->
    [m1] { $day } қаңтар
    [m2] { $day } ақпан
    [m3] { $day } наурыз
    [m4] { $day } сәуір
    [m5] { $day } мамыр
    [m6] { $day } маусым
    [m7] { $day } шілде
    [m8] { $day } тамыз
    [m9] { $day } қыркүйек
    [m10] { $day } қазан
    [m11] { $day } қараша
   *[m12] { $day } желтоқсан
}
press-year = { $year } жылғы { $day }
press-days = { $first } – { $last }
press-days-of-month = { $first }–{ $last }
press-lead = { $day }: { $happened }
press-lead-at = { $day }, { $venue }: { $happened }
press-came-to = { $kind ->
    [eco-action] экоакцияға
    [swap] алмасу шарасына
    [subbotnik] сенбілікке
   *[other] іс-шараға
}
press-came-to-named = { $kind ->
    [eco-action] «{ $name }» экоакциясына
    [swap] «{ $name }» алмасу шарасына
    [subbotnik] «{ $name }» сенбілігіне
   *[other] «{ $name }» іс-шарасына
}
press-came = { $form ->
   *[other] { $event } { $amount } адам қатысты.
}
press-held = { $kind ->
    [eco-action] экоакция өтті.
    [swap] алмасу шарасы өтті.
    [subbotnik] сенбілік өтті.
   *[other] іс-шара өтті.
}
press-held-named = { $kind ->
    [eco-action] «{ $name }» экоакциясы өтті.
    [swap] «{ $name }» алмасу шарасы өтті.
    [subbotnik] «{ $name }» сенбілігі өтті.
   *[other] «{ $name }» іс-шарасы өтті.
}
press-organiser = Ұйымдастырушы: { $name }.
press-supporter = Қолдаушы: { $name }.
press-nothing = Ештеңе жиналған жоқ.
press-collected = Жиналды:
press-also = Сондай-ақ:
press-given = Әкелінді:
press-taken = Әкетілді:
press-sum = тізім бойынша барлығы – { $amount }
press-and = { $first } және { $last }

## The workbook: names of sheets, columns and kinds of records

workbook-summary = Қорытынды
workbook-materials = Материалдар
workbook-types = Маркалар
workbook-handed-over = Өткізілгені
workbook-hours = Сағаттар
workbook-record = Жазба
workbook-kind = Жазба түрі
workbook-time = Күні мен уақыты
workbook-operator = Оператор
workbook-material-id = Материал коды
workbook-type = Маркасы
workbook-net = Нетто, кг
workbook-gross = Брутто, кг
workbook-tare = Тара, кг
workbook-pieces = Дана саны
workbook-pieces-weight = Даналар салмағы, кг
workbook-estimate = Шамамен
workbook-status = Күйі
workbook-reason = Себебі
workbook-unit = Өлшем бірлігі
workbook-reached = Мақсаттың орындалуы
workbook-kind-entry = өлшеу
workbook-kind-hand-over = өткізу
workbook-kind-people = адам
workbook-counted = есептелді
workbook-yes = иә

## The report of a year

season-title = { $year } жыл
season-sum = Барлығы
season-event = Атауы
season-total = Килограмм
season-difference = Алдыңғысымен айырмасы
season-pieces = Дана
season-damaged = Журналы бүлінген: { $events }
season-verified = Барлық журнал түгел.
season-pieces-of = { $stream }, дана
kind-eco-action = Экоакциялар
kind-swap = Алмасу шаралары
kind-subbotnik = Сенбіліктер
