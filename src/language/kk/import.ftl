## Import of tables: what is wrong with a file, doubts, and what was read

import-in-file = { $file }: { $fault }
import-lines = { $file }, жолдар ({ $rows }): { $fault }
import-more-rows = { $rows } және тағы { $count }
import-not-a-table = бұл оқылатын кесте емес: XLSX, ODS немесе CSV түрінде сақтаңыз
import-password = файлдың құпиясөзі бар: құпиясөзсіз сақтаңыз
import-no-sheet = «{ $sheet }» деген парақ жоқ. Бары: { $known }
import-no-sheets = мәтіндік файлда парақ болмайды: --sheet жазбаңыз
import-unclosed-quote = тырнақша осында ашылып, еш жерде жабылмаған: жабыңыз не өшіріңіз
import-too-large = парақта ұяшық тым көп: бір бөлігін импорттаңыз
import-nothing = бірде-бір жолда мөлшер жоқ: бағанды толтырыңыз не --map ішінде көрсетіңіз
import-several-columns = бірнеше баған «{ $role }» болуы мүмкін: { $columns }. --map ішінде таңдаңыз
import-bad-meaning = --map: «{ $column }» бағаны «{ $meaning }» бола алмайды: kg, date не материал кодын жазыңыз
import-bad-map = { $file } файлы --map үшін жарамайды: { $reason }
import-no-header-near = бұл жол баған аттарына ең ұқсас, бірақ мынау жетіспейді: { $missing }. Баған аттарын өзгертіңіз не --map ішінде көрсетіңіз
import-header-columns = { $row }-жолдың бағандары: { $columns }
import-empty = файл бос: импорттайтын ештеңе жоқ
import-no-rows = баған аттарының астында бірде-бір жол жоқ: импорттайтын ештеңе жоқ
import-hidden-line-end = бұл жолдың ішінде көрінбейтін жол соңы бар ({ $character }): ұяшықты тырнақшаға алыңыз не жаңа жол бастаңыз
import-unknown-material = --map: «{ $name }» – «{ $answer }» бола алмайды: ондай материал жоқ
import-unknown-type = --map: «{ $name }» – «{ $answer }» бола алмайды: материалдың ондай маркасы жоқ
import-unknown-station = --map: «{ $name }» – «{ $answer }» бола алмайды: бекет коды – 8-ге дейін латын бас әрпі мен цифр
import-nearest = { $fault }. Ұқсастары: { $proposals }
import-known = { $fault }. Бары: { $known }
import-known-materials = Материалдар: { $known }

## What a column contains

import-role-date = күні
import-role-time = уақыты
import-role-station = бекет
import-role-operator = оператор
import-role-material = материал
import-role-grade = марка
import-role-amount = мөлшері
import-role-gross = брутто
import-role-tare = тара
import-role-net = нетто
import-role-unit = бірлік
import-role-pieces = дана
import-role-people = адам
import-role-other = импортталмайды

## Faulty rows

import-bad-day = «{ $day }» күн емес: 25.01.2026 түрінде жазыңыз
import-time-of-day = «{ $time }» уақыт емес: 14:05 түрінде жазыңыз
import-no-day = күні жоқ: жазыңыз не --map ішіне "bad_dates":"above" немесе "skip" қосыңыз
import-no-event-day = күні көрсетілмеген: экоакцияны --event арқылы көрсетіңіз
import-no-material = материалы жоқ: жазыңыз
import-unreadable = «{ $typed }» – мөлшер емес: сан жазыңыз, мысалы 12,5
import-too-fine = «{ $typed }» грамнан ұсақ: бүтін грамға дейін дөңгелектеңіз
import-negative = «{ $typed }» нөлден кіші: тек оң мөлшер импортталады
import-foreign = «{ $typed }» – фунт не унция: килограмға айналдырыңыз
import-not-pieces = «{ $typed }» – дана саны емес, ал бұл материал даналап саналады: нешеу екенін жазыңыз
import-not-mass = «{ $typed }» – салмақ емес, ал бұл материал өлшенеді: килограммен жазыңыз
import-unit = «{ $unit }» – бірлік емес: кг, г, т не дана жазыңыз
import-date-as-amount = кесте мөлшерді { $day } күніне айналдырған: санды қайта жазыңыз
import-uncomputed = формуланың нәтижесі жоқ: файлды кесте бағдарламасында ашып сақтаңыз
import-cell-error = ұяшықта { $error } қатесі бар: формуланы түзетіңіз
import-net-differs = брутто { $gross } минус тара { $tare } нетто { $net } емес: бірін түзетіңіз
import-two-grades = «{ $name }» ішінде басқа марка аталған, «{ $grade }» емес: бірін түзетіңіз
import-split-amount = «{ $typed }» үтірі мұнда ұяшықтарды бөледі: мөлшерді тырнақшаға алыңыз
import-perhaps-total = бұл мөлшерлер жоғарғы жолдардың қосындысы: алдына күнін не «Барлығы» деп жазыңыз
import-second-table = «{ $caption }» дегеннен кейін басқа кесте басталады: оны бөлек импорттаңыз не алып тастаңыз
import-perhaps-day = «{ $caption }» – төмендегі жолдардың күні болуы мүмкін: бұл жолға тек күнді жазыңыз
import-not-weighed = жол «{ $name }» деп аталған, өлшеу болмауы мүмкін: жолды алып тастаңыз не атын өзгертіңіз
import-sum-of-types = бұл мөлшер – жанындағы маркалардың қосындысы: маркаларды не қосындыны қалдырыңыз
import-hidden-row = жол жасырылған: бәрін көрсетіңіз не осыны өшіріңіз, сосын файлды сақтаңыз
import-struck-row = жолдың үсті сызылған: оны өшіріңіз не сызықты алып тастаңыз
import-not-collected = «{ $column }» бағанында «{ $value }» тұр: жолды алып тастаңыз не --map ішінде бағанға null жазыңыз
import-shown = ұяшықта { $number }, ал пішімі санмен бірге «{ $unit }» көрсетеді: бағанға кәдімгі сан пішімін беріңіз
import-merged-amount = бір мөлшер бірнеше материалға біріктірілген: әрқайсысының мөлшерін жазыңыз

## Doubts

import-doubt-material = «{ $name }» – мүмкін { $proposals }: --map ішінде таңдаңыз
import-doubt-column = «{ $column }» бағанында белгісіз материалдың мөлшері бар: --map ішінде көрсетіңіз
import-doubt-column-of = «{ $column }» бағаны – мүмкін { $proposals }: --map ішінде таңдаңыз
import-doubt-dates = «{ $example }» екі түрлі оқылады: --dates dmy немесе --dates mdy қосыңыз
import-doubt-decimal = «{ $example }» екі түрлі оқылады: --decimal comma немесе --decimal point қосыңыз
import-doubt-day-number = «{ $example }» – кестенің күн нөмірі болуы мүмкін: --map ішіне "day_numbers":true қосыңыз
import-doubt-unknown = «{ $name }» – материал емес: --map ішінде таңдаңыз
import-doubt-year = «{ $example }» дегенде жыл жоқ: жазыңыз не --map ішіне "year":2026 қосыңыз
import-more-doubts = Тағы { $count } атау түсініксіз
import-ask = Жолдар ({ $rows }): { $doubt }
import-ask-row = { $row }-жол: { $doubt }
import-ask-material = Нөмірі не материал коды (бос – тоқтату):
import-ask-station = Бекет коды, мысалы A (бос – тоқтату):
import-ask-number = Нөмірі (бос – тоқтату):
import-ask-year = Жылы, мысалы 2026 (бос – тоқтату):
import-choice-leave-out = Импорттамау
import-choice-day-first = Алдымен күні, сосын айы
import-choice-month-first = Алдымен айы, сосын күні
import-choice-comma = Бөлшекті үтір бөледі
import-choice-point = Бөлшекті нүкте бөледі
import-choice-day-numbers = Бұл сандар – кестенің күн нөмірлері
import-choice-no-day-numbers = Бұлар күн емес
import-choice-above = Жоғарғы жолдың күнін алу
import-choice-skip = Бұл жолдарды импорттамау

## What was read

import-note-encoding = Мәтін UTF-8 емес: { $encoding } деп оқылды
import-note-sheet = «{ $sheet }» парағы импортталады. Басқалары, --sheet арқылы: { $others }
import-note-titles = Кестенің үстіндегі жолдар: { $rows }
import-note-totals = Қорытынды жолдар импортталмайды: { $rows }
import-note-ignored = Импортталмайтын бағандар: { $columns }
import-note-nothing = { $count } жолда мөлшер жоқ
import-note-nothing-beside = Мөлшері жоқ, бірақ басқа ұяшығында сан бар жолдар: { $rows }
import-note-stations-down = { $count } жол жоғарғы жолдың бекетін алды
import-note-left-out = { $count } жол жауаптарға сай импортталмайды
import-note-not-counted = Есептің { $count } жазбасы импортталмайды: есепке алынбаған не өткізу
import-note-rounded = { $count } мөлшерден кестенің дөңгелектеу қатесі алып тасталды
import-note-filled-down = { $count } жол жоғарғы жолдың күнін алды
import-note-without-time = { $count } жолда уақыт жоқ
import-note-blank = { $count } бос жол
import-note-answers = Бұрынғы импорттың жауаптары қолданылады: { $file }
import-note-answers-stored = Жауаптар келесі импортқа сақталды: { $file }
import-lost-letters = Жоғалған әріптің орнында «?» тұрған жолдар: { $rows }. Файлды UTF-8 кодтауымен қайта сақтаңыз
import-total-differs = { $row }-жолдағы қорытынды { $stated }, ал жолдардың қосындысы { $ours }
import-summary-text = { $file }: { $encoding }, бөлгіші { $separator }
import-summary-sheet = { $file }: «{ $sheet }» парағы
import-summary-event = Экоакция: { $name }, { $date }
import-summary-header = Бағандардың аты: { $row }-жол
import-more-columns = тағы { $count } баған
import-summary-rows = { $count } жазба
import-summary-total = Барлығы: { $mass }
import-summary-total-agrees = { $row }-жолдағы қорытынды сәйкес: { $stated }
import-summary-nothing-written = Ештеңе жазылған жоқ
