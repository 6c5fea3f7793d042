### Пәрмен жолының анықтамасы және оны қате қолдану.

## Анықтаманың тақырыптары мен белгілері

usage-heading = Қолданылуы
usage-commands = Пәрмендер
usage-arguments = Аргументтер
usage-options = Параметрлер
usage-common-options = Барлық пәрменнің параметрлері
usage-any-options = ПАРАМЕТРЛЕР
usage-default = [әдепкі: { $value }]
usage-possible = [мүмкін мәндер: { $values }]
usage-manual-name = АТАУЫ
usage-manual-synopsis = ҚОЛДАНЫЛУЫ
usage-manual-description = СИПАТТАМАСЫ
usage-manual-commands = ПӘРМЕНДЕР
usage-manual-weighing = ТАРАЗЫЛАУ
usage-manual-version = НҰСҚАСЫ

## Қате қолдану

usage-see = Толығырақ: { $command } --help
usage-unknown-option = { $option } деген параметр жоқ
usage-unknown-option-similar = { $option } деген параметр жоқ. Ұқсасы: { $similar }
usage-dash-value = { $option } деген параметр жоқ: бұл мән болса, алдына «--» пен бос орын қойыңыз
usage-unknown-command = «{ $given }» деген пәрмен жоқ. Бары: { $known }
usage-unknown-command-similar = «{ $given }» деген пәрмен жоқ. Ұқсасы: { $similar }
usage-missing-command = Пәрмен жетіспейді. Бары: { $known }
usage-too-many = «{ $given }» – артық аргумент
usage-missing = Жетіспейді: { $arguments }
usage-no-value = Мән жетіспейді: { $option }
usage-no-choice = Мән жетіспейді: { $option }. Бары: { $known }
usage-takes-no-value = { $option } параметрінің мәні болмайды: «{ $given }» дегенді алып тастаңыз
usage-twice = { $option } параметрі екі рет берілген: біреуін алып тастаңыз
usage-not-utf8 = Аргумент UTF-8 емес: оны UTF-8 түрінде жазыңыз
usage-not-understood = Аргументтер түсініксіз: «Қолданылуы» жолымен салыстырыңыз
usage-console-options = Пәрменнің алдындағы { $options } тек консольге жатады: пәрменнен кейін жазыңыз

## Пәрмендер

command-tarazy = Экоакциядағы өлшеу бекетінің консолі. Пәрмен берілмесе, осы консоль ашылады
command-weighing = Консольде материалдың әрпі мен салмағын (q12,5) не алдымен салмағын, одан кейін әрпін (12,5q) теріп, Enter басыңыз. Барлық пернені F1 көрсетеді.
command-watch = Жетекшіге арналған, тек қарайтын консольді ашу
command-board = Проектордағы көрермен экранын ашу; оны F10 жабады
command-event = Экоакция ашу, өзгерту, тізімін шығару және көрсету
command-event-new = Экоакция ашып, кодын шығару
command-event-set = Экоакцияны өзгертіп, айырмасын шығару; журналдар өзгермейді
command-event-list = Экоакциялар тізімі, жаңасы жоғарыда
command-event-show = Бір экоакцияны көрсету
command-add = Бір өлшеуді жазу
command-people = Адам санын қосу
command-out = Өткізуді жазу
command-balance = Жиналған мен өткізілгенді салыстыру
command-void = Өлшеудің, адам санының не өткізудің күшін жою
command-import = Өлшеу кестесін импорттау: CSV, XLSX, XLS немесе ODS
command-merge = Экоакцияның көшірілген қалтасынан журналдарды алу
command-sync = Басқа машиналармен NATS сервері арқылы ортақ қорытынды
command-seal = Экоакцияны жабу: әр журналдың соңғы жолын белгілеп, бұдан былай ештеңе жазбау
command-reopen = Жабылған экоакцияны қайта ашу
command-log = Жазбалар тізімі, жаңасы төменде
command-report = Экоакцияның қорытындысын шығару
command-season = Бір жылдың экоакцияларын қатар шығару
command-sheet = Жарық сөнсе керек болатын қағаз тіркеу парағын басып шығару
command-verify = Әр журналдың әр жолын тексеру
command-config = Бекеттің баптауларын шығарып, тексеру
command-scale = Кабельмен қосылған таразының жіберетіні және тізбекті порттар
command-scale-watch = Таразының әр кадрын шығару, баптау үшін
command-scale-list = Тізбекті порттарды тұрақты атауларымен көрсету
command-completions = Қабықшаға арналған автотолықтыруды шығару
command-man = Нұсқаулық бетін шығару
command-help = Осы анықтаманы не пәрменнің анықтамасын шығару

## Барлық пәрменнің параметрлері

option-data-dir = Барлық экоакция жататын қалта [айнымалы: TARAZY_DATA_DIR]
option-event = Экоакция: коды, күні не кодының не атауының басы [әдепкі: бүгінгісі, егер біреуі ғана сай келсе]
option-lang = Мәтіндердің тілі: kk, ru немесе en; «board» ішінде бірнешеуі ауыса алады, мысалы kk,ru [айнымалы: TARAZY_LANG] [әдепкі: жүйе тілі]
option-help = Анықтаманы шығару
option-version = Нұсқасын шығару

## Экрандардың параметрлері

option-station-console = Бекет [айнымалы: TARAZY_STATION] [әдепкі: бірінші бос бекет]
option-operator-console = Бекеттің операторы
option-ascii = Тек ASCII таңбаларымен салу [айнымалы: TARAZY_ASCII]
option-theme = Түстер [айнымалы: TARAZY_THEME]
option-mouse = Тінтуірді қосу: шерту панельді таңдайды, дөңгелек тізімді айналдырады. Бұл кезде терминалда мәтін белгіленбейді [айнымалы: TARAZY_MOUSE]
option-alert = Енгізу қабылданбаған кездегі сигнал [айнымалы: TARAZY_ALERT]
option-scale = Таразы: wedge, wedge:ПРЕФИКС не хаттама мен порт, мысалы cas:/dev/ttyUSB0@9600,8N1 [айнымалы: TARAZY_SCALE]
option-auto = Сымды таразының салмағын тұрақталған бойда өзі жазу [айнымалы: TARAZY_AUTO]
option-scale-wire = Хаттама мен порт: cas:/dev/ttyUSB0@9600,8N1 немесе massa-k:tcp:192.168.1.10:5001
option-frames = Осынша кадрдан кейін тоқтау
option-mirror = Журналдың екінші көшірмесін осы қалтада сақтау, мысалы флешкада [айнымалы: TARAZY_MIRROR]
option-plain = Жолма-жол жұмыс істеу: экран оқитын бағдарламалар мен қарапайым терминалдарға; көмек – «?»

## Жазатын пәрмендердің параметрлері

option-material = Материал: коды, пернесінің әрпі не нөмірі
option-amount = Мөлшері, мысалы 12,5 не 12,5-0,8
option-amount-out = Мөлшері, мысалы 320 не 12500-9800
option-station = Жазатын бекет [айнымалы: TARAZY_STATION] [әдепкі: A]
option-operator = Осы жазбадан бастап бекеттің операторы
option-grade = Маркасы, мысалы 1
option-at = Өлшенген уақыты, мысалы 2026-01-25T14:05:00+05:00 [әдепкі: қазір]
option-at-out = Өткізілген уақыты, мысалы 2026-01-25T14:05:00+05:00 [әдепкі: қазір]
option-source = Мөлшері қайдан алынған, егер қазір өлшенбесе
option-id = Өзіңіз таңдаған кілт: пәрмен сол кілтпен қайталанса, екінші жазба жасалмайды
option-yes = Мөлшері әдеттен тыс болса да жазу
option-people = Адам саны
option-to = Кімге өткізілді
option-record = Жазба, мысалы A:17
option-reason = Себебі
option-reason-reopen = Себебі; ол әр есепте тұрады
option-station-void = Жазатын бекет [әдепкі: жазбаның өз бекеті, болмаса бірінші бос бекет]
option-import-file = Кесте: CSV не басқа мәтін, XLSX, XLS немесе ODS
option-sheet = Жұмыс кітабының парағы [әдепкі: кестесі бар бірінші парақ]
option-map = Сұрақтардың жауаптары, --dry-run --json шығарған түрде
option-dry-run = Ештеңе жазбай, не импортталатынын шығару
option-json-import = --dry-run кезінде: --map үшін үлгі шығару
option-station-import = Бекеті жазылмаған жолдардың бекеті [айнымалы: TARAZY_STATION] [әдепкі: A]
option-dates = 04/07/2022 сияқты күндердің реті: алдымен күні не айы
option-decimal-import = 1,800 сияқты сандардың бөлшек белгісі
option-strict = Ескерту болса, ештеңе қоспау
option-again = Басқа файлдан бұрын импортталған жолдарды да қосу

## Басқа пәрмендердің параметрлері

option-json = JSON шығару
option-output = Осы файлға жазу: не түгел, не мүлде жазбау
option-format = Пішімі
option-format-sheet = Пішімі: HTML – A4 парағына басуға, мәтін – кез келген принтерге
option-style = Толық есеп не жариялауға арналған мәтін
option-decimals = Жарияланатын мәтіндегі килограмның үтірден кейінгі цифр саны
option-with-other = «Басқа» материалын да жариялау
option-separator = csv ұяшықтарының арасында: үтір, нүктелі үтір не tab
option-report-decimal = csv ішінде грамм емес, осы таңбамен килограмм
option-names = Әр бекеттің операторларын атау
option-year = Жыл, мысалы 2026 [әдепкі: соңғы экоакцияның жылы]
option-only-station = Тек осы бекеттің жазбалары
option-only-material = Тек осы материалдың жазбалары
option-last = Тек осынша соңғы жазба
option-copy = Көшірме: экоакцияның қалтасы, оның stations қалтасы не ішінде сол экоакция бар деректер қалтасы
option-into = Көшірмедегі экоакцияны осы экоакцияның бөлігі ету
option-sync-server = Сервер: nats://host:4222 не tls://host:4222; кластер серверлері үтірмен бөлінеді
option-sync-all = Деректер қалтасындағы барлық экоакцияны синхрондау
option-sync-join = Алдымен серверден осы экоакцияны алу: коды не id
option-sync-list = Сервердегі экоакциялар тізімін шығару
option-sync-once = Сервердегі және осы машинадағы жолдар бірдей болған соң аяқтау
option-sync-create = Серверді әкімші кілтімен дайындап, аяқтау
option-sync-nkey = Осы машинаның nkey кілті бар файл
option-sync-new-nkey = Осы файлға жаңа nkey кілтін жазып, серверге арналған ашық бөлігін шығарып, аяқтау
option-sync-ca = Сервер сертификатына қол қойған орталықтың сертификаты бар файл
option-sync-domain = JetStream домені, егер ол сервердікі болмаса
option-head = Журналдың есептегі соңғы хэші; журналда ол енді болмаса, бұл – қате
option-shell = Қабықша

## `event new` және `event set` параметрлері

option-name = Экоакцияның атауы
option-name-set = Экоакцияның атауы; коды өзгермейді
option-date = Күні, мысалы 2026-01-25 [әдепкі: бүгін]
option-date-set = Күні, мысалы 2026-01-25
option-venue = Өтетін жері
option-venue-set = Өтетін жері; "" оны алып тастайды
option-organiser = Ұйымдастырушы
option-organiser-set = Ұйымдастырушы; "" оны алып тастайды
option-supporter = Қолдаушы
option-supporter-set = Қолдаушы; "" оны алып тастайды
option-template = eco-action, swap, subbotnik не файл, мысалы басқа экоакцияның event.json файлы
option-target = Килограмм не дана түріндегі мақсат: paper=800, lamps=500, total=6000
option-target-set = Мақсат: paper=800, lamps=500, total=6000; paper= оны алып тастайды
option-closes = Жабылу уақыты, мысалы 16:00
option-closes-set = Жабылу уақыты, мысалы 16:00; "" оны алып тастайды
option-utc-offset = Жергілікті уақыттың UTC ығысуы, мысалы +05:00
option-division = Бөлік құны, грамм; 10-нан кем болса, үтірден кейін үш цифр бола алады
option-tare = Тараның салмағы, килограмм, мысалы crate=1,8; crate= оны алып тастайды
option-add = Жаңа материал; --unit өзгертпесе, килограммен
option-unit = Өлшем бірлігі: kg немесе pcs; тек жазбасы жоқ материалға
option-stream = Материалдың бағыты
option-group = Материал жарияланатын топ; КОД= оны алып тастайды
option-grades = Маркалары, мысалы plastic=1,2,5; КОД= оларды алып тастайды
option-rename = Атауы --lang тілінде; басқа тілде – КОД:kk=АТАУЫ
option-short = Қысқа атауы, ең көбі 12 таңба; басқа тілде – КОД:kk=АТАУЫ
option-key = Материалдың пернесі, бір әріп; КОД= оны алып тастайды
option-max = Бір жазбадағы ең көп мөлшер
option-confirm-above = Осы мөлшерден асқан жазбаны растау керек
option-hide = Материалды жасыру; жазбалары есептеле береді
option-show = Жасырылған материалды қайта көрсету
option-remove = Материалды каталогтан өшіру; тек жазбасы жоқ болса

## Мәндердің аттары

value-command = ПӘРМЕН
value-dir = ҚАЛТА
value-event = ЭКОАКЦИЯ
value-lang = ТІЛ
value-station = БЕКЕТ
value-name = АТЫ
value-title = АТАУЫ
value-switch = МӘН
value-theme = ТҮСТЕР
value-alert = СИГНАЛ
value-scale = ТАРАЗЫ
value-material = МАТЕРИАЛ
value-amount = МӨЛШЕР
value-grade = МАРКА
value-time = УАҚЫТ
value-source = ДЕРЕККӨЗ
value-key = КІЛТ
value-count = САН
value-record = ЖАЗБА
value-text = МӘТІН
value-json-file = ФАЙЛ.json
value-file = ФАЙЛ
value-folder = ҚАЛТА
value-format = ПІШІМ
value-style = ТҮР
value-separator = БЕЛГІ
value-year = ЖЫЛ
value-head = БЕКЕТ:ХЭШ
value-shell = ҚАБЫҚША
value-date = КҮН
value-template = АТАУЫ|ФАЙЛ.json
value-closes = СС:ММ
value-offset = ЫҒЫСУ
value-grams = ГРАММ
value-id = КОД
value-id-amount = КОД=МӨЛШЕР
value-id-kg = КОД=КГ
value-id-name = КОД=АТАУЫ
value-id-unit = КОД=БІРЛІК
value-id-stream = КОД=БАҒЫТ
value-id-group = КОД=ТОП
value-id-grades = КОД=МАРКАЛАР
value-id-key = КОД=ПЕРНЕ
value-url = URL
value-domain = ДОМЕН
