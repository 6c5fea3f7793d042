### The command line.

## Unknown or malformed arguments

cli-no-event = Әзірге бірде-бір экоакция жоқ: «tarazy event new АТАУЫ» арқылы ашыңыз
cli-no-event-of-today = Бүгінгі экоакция жоқ: керегін --event арқылы көрсетіңіз, тізімін «tarazy event list» көрсетеді
cli-event-changed = { $slug } дәл осы сәтте басқа бағдарламада өзгерді: қайталаңыз
cli-which-event = Қай экоакция керегі белгісіз: --event арқылы бірін көрсетіңіз ({ $events })
cli-which-event-one = Бүгінгі экоакция жоқ: { $event } керек болса, --event арқылы көрсетіңіз, не «tarazy event new АТАУЫ» арқылы жаңасын ашыңыз
cli-doubted-clock = { $doubt }: сағатты түзетіңіз не --event арқылы бірін көрсетіңіз ({ $events }), жазба уақытын --at арқылы беріңіз
cli-doubted-clock-no-event = { $doubt }: сағатты түзетіңіз не экоакцияны «tarazy event new АТАУЫ --date КҮН» арқылы ашыңыз
clock-before-release = Осы компьютердің сағаты { $now } көрсетіп тұр, ал бұл бағдарлама { $released } күні шыққан
clock-behind-record = Осы компьютердің сағаты { $now } көрсетіп тұр, бірақ мұнда { $newest } күнгі жазба бар
clock-warning = { $doubt }: сағатты түзетіңіз
cli-unknown-zone = TZ: «{ $zone }» деген уақыт белдеуі жоқ. Мысалы, Asia/Almaty деп жазыңыз не TZ айнымалысын алып тастаңыз
event-made = Жаңа экоакция { $slug }: { $date }, { $offset }
event-same-day = Бұл күнге { $slug } экоакциясы бар. Біреуін --event арқылы таңдаңыз
event-named = Атаусыз { $slug } экоакциясы енді «{ $name }» деп аталады
event-made-in-utc = Жаңа экоакция { $slug }, UTC+00:00. Өзгерту: tarazy event set --utc-offset
event-goes-on = { $slug } экоакциясы жалғасып жатыр: соңғы жазбасы { $time }
event-of-other-date = Бұл – { $date } күнгі экоакция, бүгінгі емес
record-other-day = Жазбаның күні { $date }, ал экоакция күні { $event }
event-other-day = Бүгінгі экоакция жоқ, { $slug } көрсетілді
event-one-of-several = Бірнеше экоакция сай келеді, { $slug } көрсетілді; басқасын --event арқылы көрсетіңіз
zone-odds = Компьютер уақыты { $here }, экоакцияныкі { $offset }: мұнда бәрі экоакция уақытымен
cli-unknown-material = «{ $material }» деген материал жоқ. Бары: { $known }
cli-unknown-grade = «{ $material }» материалында «{ $grade }» маркасы жоқ. Бары: { $known }
cli-no-grades = «{ $material }» материалының маркалары жоқ: маркасын жазбаңыз
cli-bad-station = «{ $station }» бекет коды бола алмайды: латын бас әріптері мен цифрлар, 1-8 таңба
cli-bad-prefix = «{ $prefix }» префикс емес: 1-ден { $most } таңбаға дейін, соңында цифр, «+», «-» не «.» болмасын
cli-bad-date = «{ $date }» күн емес: 2026-01-25 түрінде жазыңыз
cli-bad-time = «{ $time }» уақыт емес: 2026-01-25T14:05:00+05:00 түрінде жазыңыз
cli-bad-key = «{ $key }» --id кілті емес: A-Z, a-z, 0-9 және . _ : - жазыңыз, ең көбі { $most } таңба
cli-key-in-use = --id { $key } кілті { $record } жазбасында, ал онда басқа дерек: жаңа жазбаға жаңа кілт алыңыз
cli-key-voided = { $record } жазбасының күші кейін жойылған не ол түзетілген, сондықтан қайта жазылмады
cli-bad-record = «{ $record }» жазба нөмірі емес: A:17 түрінде жазыңыз
cli-bad-people = «{ $typed }» адам саны емес: 1 мен { $most } арасындағы бүтін сан жазыңыз
cli-bad-count = «{ $given }» жазба саны емес: бүтін сан жазыңыз, мысалы 20
cli-bad-target = «{ $target }» мақсат емес: paper=800, lamps=500 немесе total=6000 түрінде жазыңыз
cli-in-option = { $option } «{ $given }»: { $reason }
cli-bad-form = { $option }: «{ $given }» дұрыс емес, { $form } түрінде жазыңыз
cli-bad-language = { $place }: «{ $given }» деген тіл жоқ. Бары: { $known }
cli-one-language = Бірнеше тіл тек tarazy board ішінде ауысады: мұнда біреуін жазыңыз, мысалы --lang kk
cli-unknown-template = «{ $template }» деген үлгі жоқ: { $known } не .json файлын көрсетіңіз
cli-template = { $file } үлгісі жарамайды: { $reason }
cli-nothing-to-set = Нені өзгерту керегі айтылмаған: «tarazy event set --help» қараңыз
cli-material-in-use = «{ $id }» материалының жазбалары бар, оны өшіруге болмайды: --hide { $id } арқылы жасырыңыз
cli-unit-in-use = «{ $id }» материалының жазбалары бар, сондықтан өлшем бірлігі өзгермейді: басқа материал қосыңыз
cli-wide-short = «{ $name }» қысқа атауға тым ұзын: ең көбі { $most } таңба
cli-all-hidden = Кемінде бір материал көрініп тұруы керек
cli-held = { $held } Жазу үшін --yes қосыңыз
cli-bad-head = «{ $head }» журнал хэші емес: есептегідей, A:<64 таңба> түрінде жазыңыз
cli-long-text = { $option } тым ұзын: ең көбі { $most } таңба
cli-not-saved = САҚТАЛМАДЫ (барлығы { $of } жазба, сақталғаны { $saved }): { $reason }
cli-perhaps-saved = САҚТАЛҒАНЫ БЕЛГІСІЗ (барлығы { $of } жазба, анық сақталғаны { $saved }): { $reason }. Пәрменді қайталамас бұрын «tarazy log» қараңыз
cli-perhaps-saved-repeat = САҚТАЛҒАНЫ БЕЛГІСІЗ (барлығы { $of } жазба, анық сақталғаны { $saved }): { $reason }. Пәрменді қайталаңыз: ешбір жазба екі рет жазылмайды
cli-saved-unanswered = Сақталды: { $record }, бірақ жауап шықпады: { $reason }
cli-output = Нәтиже шықпады: { $reason }
cli-unanswered = Орындалды, бірақ жауап шықпады: { $reason }

## The data folder

cli-no-data-folder = Деректер қалтасы белгісіз: --data-dir немесе TARAZY_DATA_DIR беріңіз
cli-file = { $file } файлын оқу не жазу мүмкін болмады: { $reason }

## Entries and voids

cli-void-not-found = { $record } жазбасы бұл экоакцияда жоқ: тізімін «tarazy log» көрсетеді
cli-void-not-voidable = { $record } жазбасының күшін жоюға болмайды: ол өлшеу де, адам саны да, өткізу де емес
cli-already-void = { $record } жазбасының күші бұрын жойылған
cli-no-reason = Себебі көрсетілмеген: --reason МӘТІН қосыңыз
cli-no-collector = Кімге өткізілгені көрсетілмеген: --to АТЫ қосыңыз

## Events and the list of records

event-unnamed = Экоакция
event-target = Мақсат: { $material }
event-target-total = Жалпы мақсат
event-closes = Жабылуы
event-tare = Тара: { $name }
event-folder = Қалтасы
event-part-of = { $slug } құрамында
event-list-sealed = жабық, { $at }
event-sealed-at = Жабылды
event-reopened-at = Қайта ашылды
event-sealed-now = { $event } экоакциясы жабылды, { $at }: { $total }, { $people }
event-sealed-before = { $event } экоакциясы бұрын жабылған: { $at }
event-reopened = { $event } экоакциясы қайта ашылды
event-not-sealed = { $event } экоакциясы жабылмаған, оны ашудың қажеті жоқ
event-in-use = Экоакция жабылмады, өйткені онда біреу жазып жатыр. { $why }
log-voided = күші жойылды: { $reason }
log-corrected = түзетілді
log-corrects = { $record } орнына, өлшенген уақыты { $time }
log-conflict = басқа түзету есептелді
log-out = өткізілді
log-unknown = жаңарақ нұсқадан: { $op }
void-undo = қайтарып алынды
void-moved = басқа журналға қайта жазылды

## Changes made by `event set`: a label before a colon and the new value

set-name = Атауы
set-offset = UTC ығысуы
set-division = Бөлік құны
set-tare = { $id } тарасы
set-none = жоқ
set-nothing = Ештеңе өзгерген жоқ
set-added = қосылды
set-removed = өшірілді
set-hidden = жасырылды
set-shown = қайта көрсетілді
set-material-name = атауы ({ $lang })
set-material-short = қысқа атауы ({ $lang })
set-material-key = перне
set-material-unit = өлшем бірлігі
set-material-stream = бағыт
set-material-group = топ
set-material-grades = маркалар
set-material-target = мақсат
set-material-max = ең көбі
set-material-confirm = растау шегі

## Import: one line for each error, then their number

import-line = { $file }, { $row }-жол: { $fault }
import-no-header = бағандардың аты жоқ: бірінші жолға жазыңыз, мысалы Күні, Материал, Салмағы
import-duplicate-column = «{ $column }» бағаны екі рет тұр: біреуін алып тастаңыз
import-missing-column = «{ $column }» бағаны жетіспейді: қосыңыз не --map ішінде көрсетіңіз
import-encoding = мәтін UTF-8 емес: файлды UTF-8 кодтауымен сақтаңыз
import-fields = өріс саны { $found }, керегі { $expected }
import-operator = «{ $name }» оператор аты бола алмайды: ең көбі { $most } таңба, басқару таңбаларынсыз
import-amount = «{ $typed }»: { $reason }
import-other-material = «{ $typed }» басқа материалдың нөмірінен басталады: «*» белгісіне дейінгісін өшіріңіз
import-nothing-to-undo = «undo» үшін қайтарып алатын жол жоқ: одан бұрын { $station } бекетінің есепке алынған жолы болуы керек
import-other-day = { $count } жолдың күні { $date }, ал экоакция күні { $event }
import-several-days = Жолдардың күндері әртүрлі ({ $days }): --event жазыңыз не файлды бөліңіз
import-strict = Ештеңе қосылған жоқ: --strict ескертуі бар файлды қабылдамайды
import-held-more = тағы { $count } жолдың салмағы әдеттегіден алшақ
import-known-rows = { $count } жол бұрын импортталған: бәрібір қосу үшін --again беріңіз
import-refused = Ештеңе қосылған жоқ: { $count } жолда қате бар
import-added = { $count } жазба қосылды
import-present = { $count } жазба бұрыннан бар

## Verify

verify-sound = Журналдар түгел: { $count } жол, бүлінгені жоқ
verify-damaged = Бүліну табылды: { $count }
verify-unreadable = Соңына дейін оқылмаған журнал: { $count }

## Records that the console did not save before it ended

console-unsaved = Дискіге жазылмаған жазбалар: { $count }. Оларды қайта теріңіз:
console-unsaved-kept = Дискіге жазылмаған жазбалар: { $count }. Осы бекет қайта ашылғанда олар F11 тізімінде болады; онда жоғын ғана теріңіз:
console-damaged = Журнал файлы өзгертілген, қайта жазылмады: бүгінгі жазбаларды қағазбен салыстырыңыз
console-perhaps-saved = Сақталғаны белгісіз жазбалар: { $count }. Қайта термес бұрын соңғы жазбаларды қараңыз:
console-perhaps-saved-kept = Сақталғаны белгісіз жазбалар: { $count }. Осы бекет қайта ашылғанда сақталмағаны F11 тізімінде болады; қайта термес бұрын соны қараңыз:

## No suitable terminal

cli-not-a-terminal = Толық экран терминалда ғана ашылады; файл мен конвейер (|) үшін пәрмендер бар: tarazy --help
cli-dumb-terminal = Бұл терминал (TERM) толық экранды көрсете алмайды: tarazy --plain пәрменін орындаңыз немесе TERM=xterm-256color деп көріңіз

## Reports and their formats

cli-unknown-choice = { $option }: «{ $given }» жоқ. Бары: { $known }
cli-press-format = --style press тек text немесе markdown бола алады: --format { $format } дегенді алып тастаңыз
cli-press-names = --style press ешкімнің атын атамайды: --names дегенді алып тастаңыз
cli-press-only = { $option } тек --style press параметрімен бірге қолданылады: оны қосыңыз не { $option } дегенді алып тастаңыз
cli-csv-only = { $option } тек --format csv параметрімен бірге қолданылады: оны қосыңыз не { $option } дегенді алып тастаңыз
cli-workbook-to-terminal = xlsx кітабы – мәтін емес: файлды көрсетіңіз, --output report.xlsx
cli-too-many-records = Бір парақта 1 048 575 жол бар, жазба саны { $records }: --format csv қолданыңыз
cli-nothing-to-publish = Жариялайтын ештеңе жоқ: бұл экоакцияда бірде-бір өлшеу жоқ
cli-bad-year = «{ $year }» жыл емес: 2026 түрінде жазыңыз
cli-no-season = { $year } жылы бірде-бір экоакция болмаған. Бары: { $known }

## Results of `tarazy merge`, for each file of a copy and in total

merge-known = жаңа жол жоқ
merge-grown = тағы { $count } жол
merge-new = жаңа: { $count } жол
merge-faults = көшірмедегідей { $count } бүліну
merge-torn = толық емес соңғы жол алынбады
merge-not-a-file = алынбады: файл емес, сілтеме, қалта не құрылғы
merge-stray = алынбады: атауы бекет коды емес
merge-empty = әзірге бос
merge-other-event = алынбады: басқа экоакцияның журналы, { $found }
merge-unreadable = алынбады: оқылмады
merge-unreadable-because = алынбады: { $reason }
merge-changed = алынбады: оқығанда өзгеріп кетті, қайталаңыз
merge-local-unreadable = алынбады: мұнда { $station }.jsonl оқылмайды: оны түзетіп, қайталаңыз
merge-no-name = алынбады: бос бекет жоқ
merge-made = Жаңа экоакция: { $slug }
merge-sealed-copy = Көшірмедегі экоакция жабылған ({ $at }), мұндағысы ашық. Жабу: tarazy seal --event { $event }
merge-sum = { $count } жол алынды. Енді { $event }: { $total }, { $people }
merge-no-copy = { $path } ішінде журнал жоқ: экоакцияның көшірілген қалтасын көрсетіңіз
merge-several = { $path } ішінде бірнеше экоакция бар: біреуінің қалтасын не --event мәнін көрсетіңіз: { $slugs }
merge-another-event = Бұл { $slug } емес, басқа экоакцияның көшірмесі: { $name }. Біріктіру үшін --event емес, --into жазыңыз
merge-several-here = Көшірме мұндағы бірнеше экоакцияға жатады: --event арқылы біреуін таңдаңыз: { $slugs }
merge-into-and-event = Экоакцияны --into көрсетіп тұр: --event жазбаңыз
merge-joined = Бұдан былай «{ $name }» { $event } құрамында
merge-dates = Екі экоакцияның күні әртүрлі ({ $here } және { $copy }): қалтаны тексеріңіз
merge-unknown-materials = { $event } каталогында мына материалдар жоқ: { $ids }. Қосу үшін: { $command }
merge-part-here = { $slug } енді { $event } құрамында. Оның жазбаларын да қосу үшін: { $command }
merge-same-day = Сол күні { $slug } экоакциясы да бар. Екеуін біріктіру үшін: { $command }
merge-unknown-event = { $path } журналдарының экоакциясы мұнда жоқ, event.json да жоқ: экоакцияның бүкіл қалтасын көшіріңіз
merge-itself = { $path } – экоакцияның өз қалтасы: көшірменің қалтасын көрсетіңіз
merge-left-out = { $count } файл алынбады

## Sharing totals over a server (`tarazy sync`)

sync-not-built = Бұл жинақта sync жоқ: оны қосып жинаңыз, cargo build --release --features sync (docs/sync.md)
sync-bad-address = «{ $server }» мекенжай емес: nats://host:4222 деп жазыңыз
sync-unreachable = { $server } байланысы жоқ ({ $reason }): мекенжай мен желіні тексеріңіз
sync-silent = { $server } жауап бермейді: мекенжай мен желіні тексеріңіз
sync-refused = { $server } мекенжайында байланыс қабылданбайды: онда nats-server іске қосылғанын және порт дұрыс екенін тексеріңіз
sync-unknown-name = Желіде { $server } мекенжайы жоқ: атын тексеріңіз
sync-not-nats = { $server } NATS сервері емес: портты тексеріңіз
sync-denied = { $server } бұл машинаны кіргізбейді: оның кілтін --nkey арқылы көрсетіңіз не әкімшіден алыңыз
sync-tls = { $server } қорғалған байланысы жоқ ({ $reason }): --ca мен сервер сертификатын тексеріңіз
sync-tls-authority = { $server } сертификатын берген орталықты бұл машина білмейді: орталықтың файлын --ca арқылы көрсетіңіз
sync-tls-expired = { $server } сертификатының мерзімі өткен немесе бұл машинаның сағаты қате
sync-tls-name = { $server } сертификатында бұл мекенжай жоқ, басқа аттар бар: сондағы атты жазыңыз не сертификатты ауыстырыңыз
sync-tls-plain = { $server } байланысты шифрламайды: --ca қоспай, nats:// деп жазыңыз не әкімшіден TLS қосуды сұраңыз
sync-no-jetstream = { $server } серверінде JetStream жоқ: оны әкімші қосуы керек
sync-no-domain = { $server } арқылы «{ $domain }» JetStream домені жауап бермейді: --domain мен оның серверімен байланысты тексеріңіз
sync-full = { $server } серверінде жаңа жолдарға орын жоқ: әкімші JetStream үшін орынды көбейтуі керек
sync-no-stream = { $server } дайындалмаған: әкімші бір рет tarazy sync --create орындауы керек
sync-forbidden = { $server } мынаған тыйым салады: { $what }. Оған әкімші рұқсат беруі керек (docs/sync.md)
sync-no-event = { $server } серверінде «{ $event }» экоакциясы жоқ: тізімі – tarazy sync --list
sync-several-events = { $server } серверінде бірнеше «{ $event }» экоакциясы бар: біреуінің id көрсетіңіз: { $ids }
sync-unreadable-event = Бұл нұсқа { $server } серверіндегі «{ $event }» экоакциясын оқи алмайды: жаңа нұсқа керек
sync-no-key = { $file } ішінде пайдаланушының nkey кілті жоқ (SU...)
sync-server = { $server } жауабы: { $reason }
sync-running = { $event } экоакциясын басқа бағдарлама синхрондап тұр
sync-start = Байланысты бастау мүмкін емес: { $reason }
sync-options = Бірге көрсетілмейді: { $first }, { $second }. Біреуін алып тастаңыз
sync-no-events = { $server } серверінде әзірге экоакция жоқ
sync-created = { $server } tarazy sync үшін дайын
sync-joined-here = Бұл экоакция мұнда бар: { $slug }
sync-started = { $server } серверімен синхрондау: { $events }. Тоқтату – Ctrl+C
sync-agreed = { $event }: мұндағы және сервердегі жолдар бірдей ({ $at }). Мұнда { $here }, алынғаны { $received }, жіберілгені { $sent }
sync-waiting = { $event }: синхрондау тоқтаған уақыт: { $since }. { $why }
sync-missing = Серверден келген { $count } жол алдындағы жолдарды күтуде, оларды байланыстағы ешбір машина жіберген жоқ
sync-left = { $event }: { $why }
sync-nothing-here = Мұнда әзірге экоакция жоқ: біреуін серверден --join арқылы алыңыз, тізімі – --list
sync-stopped = Мұндағы және сервердегі жолдар бірдей болғанша тоқтатылды
sync-skipped = { $event }, серверден келген журнал: { $why }
sync-event-changed = { $event }: басқа машина event.json файлын өзгертті
sync-conflict = { $event }: басқа машина сол өрістерді өзгертті: { $fields }. Соның мәні күшінде, мұндағысы { $file } ішінде
sync-event-unreadable = { $event }: бұл нұсқа сервердегі event.json файлын оқи алмайды, ол өзгеріссіз қалады
sync-row = Синхрондау
sync-row-agreed = { $server } серверіндегі жолдармен бірдей: { $at }
sync-row-since = { $server } серверімен тоқтаған уақыты: { $since }

## Scales on a wire

scale-opened = { $port } оқылуда, хаттамасы { $protocol }. Тоқтату – Ctrl+C
scale-silent = 2 с бойы байт келмеді: кабельді, портты, таразының дерек жіберетінін тексеріңіз
scale-noise = 2 с бойы { $protocol } кадры жоқ, басқа байт: { $bytes }. Хаттаманы, жылдамдықты және жұптықты тексеріңіз
scale-rate = { $seconds } с ішіндегі кадр: { $frames }; кадрдан тыс байт: { $noise }
scale-gone = { $port } жоғалды, күтілуде
scale-back = { $port } қайта қосылды
scale-no-ports = Тізбекті порт табылмады: таразыны қосып, қайталаңыз
scale-net = нетто
scale-stable = тұрақты
scale-moving = қозғалуда
scale-unsure = тұрақтылық белгісі жоқ
scale-over = артық жүк
scale-minus = нөлден төмен
scale-other-unit = кг емес, { $unit }
scale-not-ready = дайын емес
scale-load-at-start = қосылғанда үстінде жүк болған
scale-no-module = өлшеу модулі жауап бермейді
scale-calibration = калибрлеу керек
scale-request = сұрау түсініксіз болды
scale-contradiction = кадр өзіне-өзі қайшы
scale-error = { $code } қатесі
scale-unknown-protocol = «{ $protocol }» – хаттама емес, барлары: { $known }
scale-option-no-port = Порт жоқ: cas:/dev/ttyUSB0 немесе massa-k:tcp:192.168.1.10:5001 деп жазыңыз
scale-bad-baud = «{ $baud }» – жылдамдық емес: cas:/dev/ttyUSB0@9600 деп жазыңыз
scale-bad-frame = «{ $frame }» 8N1 сияқты емес: 7 не 8 бит, N, E не O, 1 не 2 стоп-бит
scale-bad-address = «{ $address }» – мекенжай емес: massa-k:tcp:192.168.1.10:5001 деп жазыңыз
scale-bad-division = «{ $division }» – бөлік құны емес: d=5g деп жазыңыз
scale-demo-port = Оқу таразысының порты жоқ: demo: деп жазыңыз
scale-port-missing = { $port } порты жоқ, барын tarazy scale list көрсетеді
scale-port-denied = { $port } портына рұқсат жоқ: есептік жазбаңызды dialout тобына қосыңыз
scale-port-busy = { $port } портын басқа бағдарлама оқып тұр: алдымен оны жабыңыз
scale-none = Таразы көрсетілмеген: --scale қосыңыз, мысалы --scale cas:/dev/ttyUSB0
scale-auto-alone = --auto үшін сымды таразы керек: --scale қосыңыз, мысалы --scale cas:/dev/ttyUSB0
scale-auto-plain = --auto үшін толық экран керек: --plain алып тастаңыз
scale-demo-event = demo: үшін уақытша экоакция ашылады: --event алып тастаңыз
demo-event-name = ДЕМО, ештеңе сақталмайды
scale-port-not-serial = { $port } – мұндай баптауы бар порт емес, порттарды tarazy scale list көрсетеді
scale-port-failed = { $port } ашылмайды: { $reason }
