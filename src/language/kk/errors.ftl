### Errors in amounts, events and journals.

## Validation errors: what is wrong and what to type instead, in at most 76 columns

amount-empty = Салмақ терілмеді: 12,5 сияқты сан теріңіз
amount-empty-pieces = Саны терілмеді: 4 сияқты бүтін сан теріңіз
amount-too-long = Тым ұзын, ең көбі { $most } таңба: қосындыны бөліп жазыңыз
amount-not-utf8 = Терминалда UTF-8 таңдаңыз (PuTTY: Window > Translation)
amount-unknown-key = Бағдарлама танымайтын перне басылды: белгіленген таңбаны өшіріңіз
amount-stray = «{ $char }» салмаққа жатпайды: оны өшіріңіз
amount-stray-sign = «{ $char }» артық: цифрлар мен * / + - сандық блокта, ~ үшін F7 басыңыз
amount-two-marks = Бір санда үтір не нүкте біреу-ақ болсын: 1250,5
amount-mark-at-edge = Үтірдің екі жағында да цифр болсын: 0,5
amount-too-fine = Үтірден кейін ең көбі { $decimals } цифр; мыңдықты бөлмей жазыңыз: 1250
amount-zero = Нөл жазылмайды: нөлден үлкен сан теріңіз
amount-sign-at-edge = Белгінің екі жағында да сан болсын: 12,5+3-0,8
amount-tare-not-below-gross = Тара бруттодан аз болуы керек: 12,5-0,8
amount-space-inside = Цифрлар арасына бос орын қойылмайды: 1250 не 12+50 деп теріңіз
amount-not-whole = Даналап саналады: бүтін сан теріңіз, мысалы 4 («/» сандық блокта)
amount-pieces-tare = Даналап саналады, тарасы болмайды: тек санын теріңіз, мысалы 4
amount-pieces-unit = Даналап саналады: «кг» жазбай санын теріңіз, мысалы 4 немесе 4/32,5
amount-weighted-pieces = Килограммен өлшенеді: «/» белгісінсіз салмағын теріңіз, мысалы 12,5
amount-star = «*» тек басында, материал нөмірінен кейін тұрады: 3*12,5
amount-about = «~» тек басында, бір рет қойылады: ~12,5
amount-kazakh-mix = Қазақ пернетақтасы қосулы: EN немесе RU таңдаңыз не сандық блокта теріңіз
over-mass = Бір жазбада ең көбі { $most } кг болады: салмақты тексеріңіз не бөліп жазыңыз
over-pieces = Бір жазбада ең көбі { $most } дана болады: санын тексеріңіз не бөліп жазыңыз

## Frames of a scale that are not recorded, in at most 76 columns

refused-scale-unstable = Салмақ әлі тұрақталмаған: күтіп, таразыдан қайта жіберіңіз
refused-scale-range = Таразы өз шегінен шықты: жүкті тексеріп, салмақты қайта жіберіңіз
refused-scale-negative = Таразы нөлден аз көрсетеді: босатып, нөлге келтіріп, қайта өлшеңіз
refused-scale-zero = Таразы нөл көрсетеді: жүкті қойып, салмақты қайта жіберіңіз
refused-scale-tare = Таразы тараны жіберді: салмақтың өзін жіберіңіз
refused-scale-unit = Таразы { $unit } бірлігімен өлшейді: кг-ға ауыстырыңыз
refused-scale-no-unit = Таразы өлшем бірлігін жібермеді: таразыда kg жіберуді қосыңыз
refused-scale-numbers = Таразы бірнеше сан жіберді: тек салмақты жіберетін етіп баптаңыз
refused-scale-fine = Таразы үтірден кейін 3-тен көп цифр жіберді: салмақты теріңіз
refused-scale-unclear = Таразының жолы оқылмады: салмақты теріңіз
refused-scale-net = Тараны таразы да, F6 да шегереді: біреуін ғана қалдырыңыз
refused-live-moving = Салмақ әлі тұрақталмаған: күтіп, Enter басыңыз
refused-live-over = Жүк таразының шегінен ауыр: біразын алыңыз
refused-live-zero = Таразы нөл көрсетеді: жүкті қойыңыз не салмақты теріңіз
refused-live-light = Жүк таразы үшін тым жеңіл: салмақты теріңіз
refused-live-fault = Таразы қате көрсетеді ({ $fault }): салмақты теріңіз
refused-live-waiting = Таразыдан салмақ әлі келмеді: күтіңіз не өзіңіз теріңіз
refused-live-silent = Таразыдан ештеңе келмейді: кабельді тексеріп, салмақты теріңіз
refused-live-noise = Таразы дерегі түсініксіз: хаттаманы тексеріп, салмақты теріңіз
refused-live-gone = Таразы қосылмаған: кабельді тексеріп, салмақты теріңіз
refused-live-busy = Таразыны басқа бағдарлама оқып тұр: жабыңыз не салмақты теріңіз
refused-live-replaced = Жазылып үлгермеді: таразы келесі салмақты жіберді
refused-live-missed = Жүк жазылмай тұрып таразыдан алынды
refused-live-tare = F6 тарасы, { $tare }, салмақтан кем емес: басқасын таңдаңыз

## Held amounts ("held-likely" may follow), and the hint about a small amount

held-usual = { $amount }? Мұнда әдетте { $usual }.
held-large = { $amount }? { $limit } шегінен асуы сирек.
held-large-usual = { $amount }? { $limit } шегінен асуы сирек, әдетте { $usual }.
held-likely = Мүмкін, { $likely }?
held-small = { $amount } – аз: мұнда әдетте { $usual }
held-more-than-left = Тек { $left } қалды. { $amount } өткізілсін бе?
held-nothing-left = Ештеңе қалмады. { $amount } өткізілсін бе?
held-group = { $people }? Бірден { $limit } адамнан көп келуі сирек.

## event.json and the catalogue in it

event-json = event.json қате жазылған: { $reason }
event-format = event.json жаңа нұсқада жазылған (пішімі { $format }): бағдарламаны жаңартыңыз
event-name = Экоакцияның атауы 1-ден { $most } таңбаға дейін болуы керек
event-division = division_g 1 мен 1000 арасында болуы керек, мұнда { $division }
event-bad-offset = UTC ығысуы 14 сағаттан аспауы керек: TZ мәнін түзетіңіз не --utc-offset +05:00 деп жазыңыз
event-bad-target = Жалпы мақсат (кг) нөлден үлкен болуы керек
event-also = event.json файлының «also» тізіміне «{ $id }» жарамайды: басқа экоакциялардың коды ғана, әрқайсысы бір рет, ең көбі { $most }
catalogue-count = Материал саны 1 мен { $most } арасында болуы керек, мұнда { $count }
catalogue-bad-id = «{ $id }» материал коды бола алмайды: a-z, 0-9 және «-», ең көбі 32 таңба
catalogue-reserved-id = «{ $id }» материал коды бола алмайды: бұл сөздің басқа мағынасы бар
catalogue-duplicate-id = «{ $id }» материалы екі рет берілген: біреуінің атын өзгертіңіз
catalogue-duplicate-key = { $key } пернесінде екі материал тұр: { $first } және { $second }
catalogue-bad-key = «{ $id }» материалының пернесі «{ $key }» емес, латын бас әрпі болуы керек
catalogue-unknown-stream = «{ $id }» материалының «{ $stream }» бағыты streams тізімінде жоқ
catalogue-unknown-group = «{ $id }» материалының «{ $group }» тобы groups тізімінде жоқ
catalogue-bad-limit = «{ $id }» материалының шегі нөлден үлкен, 4000 тоннадан аспайтын болуы керек
catalogue-no-name = «{ $id }» материалының бір тілде болса да атауы болуы керек
catalogue-bad-tare = «{ $id }» тарасына өз коды (a-z, 0-9, «-») мен нөлден үлкен салмақ керек

## Stations and folders. "station-free" follows if another station is free.

station-held = { $station } бекеті бос емес: { $account }, { $host }, процесс { $pid }, ашылған уақыты { $since }.
station-held-unknown = { $station } бекеті бос емес, оны кім ашқаны белгісіз.
station-other-account = { $station } бекетін басқа есептік жазба ашқан: { $account }.
station-other-station = { $station } атты файлда басқа бекеттің журналы жатыр: { $found }.
station-taken-in = { $station } бекетінің журналы көшірмеден алынған: оны тек өз консолі жалғастырады.
station-other-event = { $station } бекетінің журналы басқа экоакциядан: { $found }.
station-no-free = Бос бекет қалмады: біреуін жауып, қайта көріңіз.
station-free = Бос бекет: --station { $free }
station-moved = { $from } орнына енді { $to } бекетіне жазылады: { $reason }
draft-unreadable = { $station } бекетінде терілген жолды оқу мүмкін болмады: соңғы салмақты тексеріңіз
station-restored-removed = { $station } бекетінің журналы жойылған: қайта жазылды, бәрі түгел
station-restored-replaced = { $station } бекетінің журналы ескі көшірмемен ауыстырылған: қайта түгелденді
station-restored-cut = { $station } бекетінің журналы қиылған: қайта жазылды, бәрі түгел
station-restored-incomplete = { $station } бекетінің журналы бүлінген: осы сеанс түгел, бұрынғы жазбалар жоқ
station-rescued = { $station } бекеті журналының орнында басқа файл: бәрі { $file } ішінде сақтаулы
station-rescued-incomplete = { $station } бекеті журналының орнында басқа файл: осы сеанс { $file } ішінде сақтаулы
folder-io = { $path }: { $reason }
folder-bad-slug = «{ $slug }» экоакция коды бола алмайды: a-z, 0-9 және «-», ең көбі 64 таңба
folder-no-event = «{ $slug }» деген экоакция жоқ: тізімін «tarazy event list» көрсетеді
folder-several-events = «{ $given }» бірнеше экоакцияға сай келеді, біреуін жазыңыз: { $slugs }
folder-absorbed = { $slug } енді { $event } құрамында: --event { $event } деп жазыңыз
folder-link = { $path } – сілтеме, қайда апаратыны белгісіз: орнына қалтаның өзін қойыңыз
folder-absent-target = { $path } сілтемесі { $target } дегенге апарады, ал ол жоқ: дискіні қосыңыз
folder-other-event = { $path } басқа экоакцияныкі: бұрынғысын қайтарыңыз
folder-unconfirmed = { $slug }: экоакция ашылды, бірақ диск растамады: { $reason }
folder-change-unconfirmed = { $slug }: экоакция өзгертілді, бірақ диск растамады: { $reason }
folder-busy = { $path } файлын басқа бағдарлама өзгертіп жатыр: сәлден кейін қайталаңыз
folder-random = Жүйе кездейсоқ сан бермеді: қайта іске қосып көріңіз
not-a-file = { $path } кәдімгі файл емес: оны алып тастаңыз

## Errors of the operating system, after a colon

io-not-found = ондай файл не қалта жоқ
io-denied = бұл есептік жазбаның құқығы жоқ: иесінен сұраңыз
io-full = дискіде орын жоқ
io-read-only = диск оқуға ғана ашылған
mirror-not-ours = { $file } – сілтеме не кәдімгі файл емес: ол арқылы ештеңе жазылмайды
mirror-in-data = { $dir } – деректер қалтасының ішінде: көшірмеге басқа қалта көрсетіңіз
mirror-ahead = { $file } файлында мұнда жоқ жолдар бар: tarazy merge орындаңыз
mirror-changed = { $file } файлында сақталған жолдар қазір жоқ
mirror-no-name = { $dir } қалтасында көшірмеге бос атау жоқ: басқа қалта көрсетіңіз
mirror-no-answer = { $dir } жауап бермейді
mirror-not-complete = Осында сақталды, бірақ { $dir } көшірмесі толық емес: { $reason }. Келесі іске қосқанда толығады
io-no-locks = бұл файл жүйесі файлды құлыптай алмайды: осы компьютердегі қалтаны көрсетіңіз
io-too-large = файл тым үлкен
io-failed = диск не кабель істен шықты
io-links = сілтемелер тұйық шеңбер жасайды
io-not-a-folder = файл жолының бір бөлігі – қалта емес, файл
io-folder = бұл файл емес, қалта
io-long-name = атау тым ұзын не мұнда жарамайды
io-no-reader = оны енді ешкім оқымайды
io-silent = одан ештеңе келмейді
io-gone = диск ажыратылған: қайта қосыңыз
io-busy = оны басқа бағдарлама пайдаланып тұр: соны жабыңыз
io-open-files = тым көп файл ашық: басқа бағдарламаларды жабыңыз
io-memory = жад жетпейді: басқа бағдарламаларды жабыңыз
io-exists = мұндай атпен файл бар
io-nobody-answers = бұл мекенжайда жауап беретін ештеңе жоқ
io-other = жүйенің хабары: «{ $reason }»

## Why a file is not the JSON that is needed, after its name

json-at = { $line }-жол, { $column }-байт: { $what }
json-ends = мәтін үзіліп қалған
json-syntax = бұл JSON емес: тырнақша, үтір және жақшаларды тексеріңіз
json-missing = «{ $field }» жетіспейді: қосыңыз
json-twice = «{ $field }» екі рет тұр: біреуін алып тастаңыз
json-form = «{ $given }» жарамайды: { $form } түрінде жазыңыз
json-hex = мұнда 0-9 және a-f таңбалары керек, барлығы { $digits }
json-text = мұнда тырнақшадағы мәтін керек
json-letter = мұнда тырнақшадағы бір әріп керек
json-switch = мұнда true немесе false керек
json-number = мұнда бүтін сан керек
json-count = мұнда 0 не одан үлкен бүтін сан керек
json-list = мұнда тік жақшадағы тізім керек
json-object = мұнда ирек жақшадағы мәндер керек
json-date = мұнда күн керек, мысалы 2026-01-25
json-time = мұнда уақыт керек, мысалы 2026-01-25T14:05:00+05:00
json-other = мән жарамайды («{ $reason }»)

## Why records could not be written, after "NOT SAVED:"

write-short = дискіде орын таусылды, { $wrote }/{ $of } байт сыйды
write-failed = журналға жазылмады: { $reason }
write-not-synced = диск жазуды растамады: { $reason }
write-replaced = журналдың орнында басқа файл тұр
write-not-rebuilt = журнал файлы өзгертілген, қайта жазылмады: { $reason }
write-no-answer = диск жауап бермейді
write-not-cut = журналдың соңын тексеру мүмкін болмады: { $reason }
write-no-station = басқа бекет ашылмады: { $reason }
record-refused = ЖАЗЫЛМАДЫ: { $reason }
record-unknown-target = бұл жазба қабылданбаған басқа жазбаға сілтейді

## Faults of a journal, after the position

line-not-utf8 = UTF-8 мәтіні емес
line-json = JSON ретінде оқылмайды, { $column }-байт
line-too-long = тым ұзын: { $bytes } байт, ең көбі { $most }
line-missing = «{ $field }» өрісі жоқ
line-bad-field = «{ $field }» өрісі қате жазылған
line-out-of-range = «{ $field }» өрісінің мәні шектен тыс
line-net-mismatch = нетто { $net } г емес: брутто { $gross } г, тара { $tare } г
line-long-text = «{ $field }» тым ұзын: { $chars } таңба, ең көбі { $most }
line-format = жаңа нұсқада жазылған (пішімі { $format }): бағдарламаны жаңартыңыз
damage-unreadable = файл оқылмайды: { $reason }
damage-not-a-file = кәдімгі файл емес
damage-chain = алдыңғы жолмен байланысы үзілген: екеуінің бірі өзгертілген
damage-sequence = нөмірі { $found }, болуы керегі { $expected }
damage-no-open = журналдың бірінші жолы «open» емес
damage-second-open = «open» жолы екінші рет тұр
damage-other-event = басқа экоакцияның журналы: { $found }

## Issues that `verify` reports

finding-at-line = { $file }, { $line }-жол ({ $offset }-байт): { $what }
finding-at-file = { $file }: { $what }
finding-note = ескертпе: { $finding }
finding-clock = сағат секірді: әуелі { $from }, сосын { $to }
finding-renamed = бұл { $station } бекетінің журналы, басқа атпен әкелінген
finding-torn-tail = соңы үзілген: { $bytes } байт; бекет келесі ашылғанда бөлек сақталады
finding-torn-tail-live = соңғы жол толық емес ({ $bytes } байт): бекет қазір жазып жатқан болар
finding-nuls = жолдың алдында { $bytes } нөл байт тұр; жол есепте
finding-carriage-return = осы жолдан бастап жол соңын басқа бағдарлама өзгерткен; бәрі есепте
finding-newline-missing = соңғы жолдың жол соңы белгісі жоғалған; жолдың өзі бүтін, есепте
finding-more = тізімге сыймаған тағы { $count } бүліну бар
finding-fork = №{ $seq } жазбадан бастап { $other } журналынан бөлінген: екеуі де есепте
finding-fork-acknowledged = ескерілген: { $who }, { $reason }
finding-names-nothing = { $record } жазбасы ешбір журналда жоқ
finding-head-missing = { $station } бекетінде хэші { $head } жол жоқ: есеп шыққан соң журнал өзгертілген
finding-stray = атауы бекет коды емес: есептелмейді
lost-missing = журнал жоғалған, бұрын онда { $seq } жол болған ({ $witness })
lost-empty = файл бос, бұрын онда { $seq } жол болған ({ $witness })
lost-replaced = орнында басқа журнал тұр, бұрынғысында { $seq } жол болған ({ $witness })
lost-short = { $lines }-жолмен бітеді, ал бұрын { $seq }-жол да болған ({ $witness })
lost-changed = { $seq }-жол бұрынғы жол емес ({ $witness })
lost-elsewhere = басқа қалтада онда { $seq } жол болған ({ $witness }): осы экоакцияға тиесілі болса, оны да қосыңыз (tarazy merge)
lost-old-copy = бұл көшірме { $lines }-жолмен бітеді, ал басқа жерде { $seq }-жол да болған ({ $witness }): жаңарақ көшірмесін қосыңыз (tarazy merge)
lost-witness-station = { $station } бекеті көрген, { $at }
lost-witness-seal = экоакция жабылғанда, { $at }
lost-witness-report = есеп бойынша, { $at }
later-than-seal = Экоакция жабылған соң түскен жазба ({ $at }): { $count }
later-than-report = Алдыңғы есептен кейінгі жазба ({ $at }): { $count }
event-sealed = { $event } экоакциясы жабылған ({ $at }), ештеңе жазылмайды. Жалғастыру: tarazy reopen --event { $event } --reason МӘТІН
means-line = Бұл жолдағы жазба есепке кірмеді, қалған жолдардың бәрі есепте.
means-chain = Екі жол да сол күйінде есепте. Біреуін адам не диск өзгерткен.
means-sequence = Алдында жол жетпейді не қайталанған. Оқылғанның бәрі есепте.
means-open = Жолдары бәрібір есепте. Файл қолмен құралған не басы жоғалған.
means-other-event = Журнал бәрібір есепте: осы қалтаға тиесілі ме, тексеріңіз.
means-unreadable = Бұған дейін оқылған жолдары есепте, қалғаны есепке кірген жоқ.
means-lost = Ондағы жазбалар жалпы есепке кірмеген болуы мүмкін. Көшірмесін тауып қосыңыз: tarazy merge.
means-changed = Жол осы күйінде есепте. Оны адам не диск өзгерткен.
open-torn-tail = Журналдың үзілген соңы бөлек сақталды: { $file }
open-newline-added = Журналдың соңғы жолына жоғалған жол соңы белгісі қайтарылды: { $file }
open-damaged-end = Журналдың соңғы жолы бүлінген ({ $file }): жазу соның артынан жалғасады
