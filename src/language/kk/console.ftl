### The full-screen console.

## Actions: a label of at most 12 columns, and a sentence of at most 60 columns for the help

action-record = жазу
help-record = Терілгенді не таразыдағы салмақты жазу
action-clear = өшіру
help-clear = Терілгенді өшіру, хабарды жабу
action-help = көмек
help-help = Барлық пернелер және олардың қызметі
action-language = тіл
help-language = Келесі тіл: қазақша, орысша, ағылшынша
action-redraw = қайта сызу
help-redraw = Кез келген терезеде терминалды баптап, бәрін қайта сызу
action-history = тарих
help-history = Барлық жазбалар: іздеу, түзету, күшін жою
action-undo = болдырмау
help-undo = Өзіңіз енгізген соңғы жазбаны қайтарып алу
action-redo = қайта жазу
help-redo = Қайтарып алынған жазбаны қайта жазу
action-operator = оператор
help-operator = Осы бекетте кім жұмыс істейді
action-quit = шығу
action-menu = мәзір
help-menu = Барлық әрекеттер, әрқайсысы өз цифрымен
action-person = +1 адам
help-person = Тағы бір адамды санау
action-group = топ
help-group = Бірнеше адамды бірден санау
action-about = шамамен
help-about = Салмақты шамамен алынған деп белгілеу (~)
action-next-pane = келесі
help-next-pane = Келесі материалға өту, терілген салмақ қалады
action-select = таңдау
action-grade = марка
action-close = жабу
help-close = Терезені жабу
action-void = күшін жою
help-void = Себебін көрсетіп, таңдалған жазбаның күшін жою
action-correct = түзету
help-correct = Таңдалған жазбаны дұрысымен ауыстыру
action-search = іздеу
help-search = Іздеу: бекет, материал, есім, салмақ, уақыт, нөмір
action-retry = қайталау
help-retry = Сақталмаған жазбаларды қайта сақтап көру
action-confirm = растау
help-confirm = Күмәнді салмақты растап жазу
action-other-reading = басқаша
help-other-reading = Мәтіннен кейін келген жолдың басқа мағынасын көрсету
help-yes = Сұраққа «иә» деп жауап беру
action-erase = өшіру
help-erase = Соңғы таңбаны өшіру
action-refused = қабылданбады
help-refused = Кірістірілген мәтіннің қабылданбаған жолдары
action-previous-pane = алдыңғы
help-previous-pane = Алдыңғы материалға өту, терілген салмақ қалады
action-pane-up = жоғары
help-pane-up = Жоғарғы материалға өту, терілген салмақ қалады
action-pane-down = төмен
help-pane-down = Төменгі материалға өту, терілген салмақ қалады
action-type = салмақ
help-type = Салмақты теру: 12,5  12,5-0,8  3+4  ~5  3*12,5  4/32,5
action-type-on = теру
help-type-on = Әрі қарай теру; соңына «кг» жазуға болады
help-select = Материалды таңдау, салмақтан кейін де; қайта – маркасын
help-grade = Келесі марка
action-up = жоғары
help-up = Бір жол жоғары
action-down = төмен
help-down = Бір жол төмен
action-page-up = алдыңғы бет
help-page-up = Бір бет жоғары
action-page-down = келесі бет
help-page-down = Бір бет төмен
action-first = басы
help-first = Ең басына
action-last = соңы
help-last = Ең соңына
action-cancel = бас тарту
help-cancel = Ештеңе өзгертпей артқа қайту
action-change = түзету
help-change = Сұрақты жабу, мәтін қалады
action-edit = өңдеу
help-edit = Жолдағы мәтінді теру, түзету
action-ok = дайын
help-ok = Терілгенді қабылдау
action-take-back = түзету
help-take-back = Таңдалған жолды енгізу жолына қайтарып, түзету
action-remove = алып тастау
help-remove = Таңдалған жолды тізімнен алып тастау
action-choose = таңдау
help-choose = Таңдалған әрекетті орындау
action-digit = цифр
help-digit = Осы цифрға сай әрекетті бірден орындау
action-stay = қалу
help-stay = Бағдарламада қалу
help-quit = Бағдарламадан шығу, сақталмағаны болса сұрайды
help-leave = Бәрібір шығу
help-correct-record = Түзетілген жазбаны ескісінің орнына жазу
help-next-material = Келесі материал
help-previous-material = Алдыңғы материал
key-space = Бос орын

## Titles of overlays

mode-weighing = Таразылау
mode-help = Көмек
mode-menu = Мәзір
mode-history = Тарих
mode-prompt = Сұрақ
mode-correct = Түзету
mode-refused = Қабылданбаған жолдар
mode-quit = Шығу

## Counts, units and names of records

people-count = { $count } адам
entries-count = { $count } өлшеу
entries-short = { $count } өлш.
unit-kg = кг
unit-g = г
unit-pcs = дана
people-label = Адамдар
out-label = Өткізу
reason-mistake = қате енгізілген
about = шамамен

## States of a record

state-saving = сақталуда
notice-no-answer = ӘЛІ САҚТАЛҒАН ЖОҚ: диск жауап бермей тұр. Қайта термеңіз
state-not-saved = САҚТАЛМАДЫ: { $reason }
unsaved-title = Сақталмаған жазбалар: { $count }
state-unsaved = сақталмады
state-change-saving = өзгерісі сақталуда
state-change-unsaved = өзгерісі сақталмады
pending-undo = { $what } жазбасын қайтарып алу
pending-void = { $what } жазбасының күшін жою
pending-correction = { $no } орнына { $what }
pending-operator = оператор { $name }
pending-no-operator = операторсыз

## Hints of the entry line

select-material = материалды таңдаңыз
hint-select = Материалды таңдаңыз: оның әрпін басыңыз
hint-type = Салмақты теріңіз
hint-type-pieces = Нешеу екенін теріңіз
hint-proposed = «{ $typed }» → { $amount }. Дұрыс па? Enter – иә, Esc – жоқ
hint-pane-letter = { $material }: { $amount }? Enter – иә, Esc – жоқ
hint-undone-chosen = Enter – осында жазу; цифр терсеңіз, жаңа салмақ басталады
hint-offered = Esc «{ $text }» мәтінін қайтарады
hint-same-load = Тағы { $amount }: бұл басқа жүк пе? Enter – тағы жазу, Esc – жоқ
hint-load-recorded = Бұл жүк жазылған, { $amount }: тағы жазу керек пе? Enter – иә, Esc – жоқ
hint-load-changed = Таразы содан бері босаған жоқ: { $amount } жазу керек пе? Enter – иә, Esc – жоқ
hint-load-unseen = Жүк таразы қосылғанша тұрған: { $amount } жазу керек пе? Enter – иә, Esc – жоқ
hint-scale-failed = { $reason } ({ $time })
hint-weigh = Жүкті таразыға қойып, Enter басыңыз
hint-weigh-alone = Жүкті таразыға қойыңыз: өзі жазылады
hint-weigh-light = Жеңіл жүк өзі жазылмайды: Enter басыңыз
hint-weigh-undone = Қайтарылды: Enter жүкті қайта жазады
hint-weigh-empty = Алдымен таразыны босатыңыз, содан кейін өлшеңіз
hint-load-saved = Жазылды: жүкті таразыдан алыңыз
notice-alone = Өзі жазды; F8 – қайтару
live-over = АРТЫҚ
live-minus = МИНУС
live-none = таразы жоқ
live-fault = таразы қатесі
live-recorded = жазылды
live-unit = кг емес
hint-two-readings = «{ $typed }», сосын «{ $line }»: { $amount } дұрыс па? Enter – иә, Esc – жоқ
# $count (Number)
hint-people = +{ $count } адам ба? Enter – иә, Esc – жоқ
notice-named = №{ $number } – { $material }

## Why a line was rejected

refused-no-number = №{ $number } материал жоқ: 1 мен { $most } арасындағы нөмірді теріңіз
refused-no-grade = { $material }: { $grade } маркасы жоқ, барлары – { $grades }
refused-no-grades = { $material }: маркалары жоқ, «{ $grade }*» дегенді өшіріңіз
refused-number-after-letter = Материал әріппен таңдалып қойған: «{ $number }*» дегенді өшіріңіз
refused-left-behind = Жазылмаған, бұрын терілген: тексеріп, жазыңыз
refused-left-behind-by = Жазылмаған, терген – { $name }: тексеріп, жазыңыз
refused-not-saved = Сақталып үлгермеді ({ $time }): тексеріп, қайта жазыңыз
refused-not-saved-because = Сақталмады ({ $time }, { $why }): тексеріп, қайта жазыңыз
unsaved-before = Сақталып үлгермеді ({ $time }).
unsaved-because = Сақталмады ({ $time }, { $why }).
unsaved-undo = { $no } жазбасы әлі есепте. Enter оны қайтарып алады, ал F8 басқа жазбаны қайтарып алар еді.
unsaved-void = { $no } жазбасы әлі есепте. Enter оның күшін жояды.
unsaved-correction = { $no } жазбасы әлі түзетілмеген күйде есепте. Enter оны түзетеді.
unsaved-other = Enter оны қазір жазады.
unsaved-unknown = Әлі керек пе, тексеріңіз; Del жолды алып тастайды.
warning-undo-not-saved = Байланыс үзілгенде сақталмады: { $what }. { $no } жазбасы әлі есепте: оның күшін tarazy void { $no } жояды, ал :undo басқа жазбаны қайтарып алар еді
notice-cannot-record-again = Енді жазуға болмайды: бастапқы жазба есептен шыққан
refused-needs-confirmation = Салмақты тексеріп, растаңыз
refused-busy = Жол терезе ашық кезде келді: жазылмады
refused-too-small = Жол терезе тым кішкентай кезде келді: жазылмады
refused-sealed = Экоакция жабылған: қайта ашылғанша ештеңе жазылмайды
refused-cut-paste = Кірістірілген мәтін толық келмеді: жазылмады
refused-on-paper = Парақ теріліп жатқанда таразы салмақ жіберді: парақты аяқтаңыз (Ctrl+P)
refused-group = 1 мен { $most } арасындағы бүтін сан теріңіз
refused-other-material = «{ $number }*» – басқа материал: өшіріңіз не оны Tab-пен таңдаңыз
refused-reason = Себебін жазыңыз, бірнеше сөз жетеді

## Messages

notice-saving = Сақталуда: { $what }
# $count (Number)
notice-pasting = Сақталуда: кірістірілген { $count } жол
notice-saved = Сақталды: { $amount }
notice-undone = Қайтарып алынды: { $what }
notice-redone = Қайта жазылды: { $what }
notice-voided = { $no } жазбасының күші жойылды
notice-superseded = { $no } түзетуіңіз есепке кірмеді: бұл жазбаның { $other } түзетуі есептелді
first-hour-weigh = Материал: әрпі, салмағы, Enter, мысалы { $key } 12,5 Enter
first-hour-count = Материал: әрпі, нешеу екені, Enter, мысалы { $key } 4 Enter
first-hour-people = Бос орын: тағы бір адам, келген әр адамға бір рет
first-hour-undo = F8 соңғы жазбаны қайтарып алады, F1 барлық пернені түсіндіреді
undone-hint = әріп – басқа материалға
notice-undone-needs-letter = Алдымен материал әрпін, сосын Enter басыңыз не жаңа салмақ теріңіз
notice-nothing-to-undo = Осы сеанста қайтарып алатын жазба жоқ. Бұрынғысы: F3, жазбаны таңдап, F8
notice-nothing-to-redo = Қайта жазатын ештеңе жоқ
notice-language = Тіл: қазақша
notice-not-utf8 = { $locale } локалі UTF-8 емес, сондықтан бәрі ағылшынша: LANG=C.UTF-8 орнатыңыз
notice-only-english = UTF-8 болмаса, терминал тек ағылшынша көрсетеді; LANG=C.UTF-8 керек
notice-no-material = { $key } пернесінде материал жоқ
terminal-too-small = Терезе тым кішкентай: кемінде { $columns }x{ $rows } керек. Теру тоқтатылды, шығу – F10
notice-operator = Оператор: { $name }
notice-not-taken = Қабылданбаған жол: { $count }. Қарау – F11
notice-restored = Сақталмады ({ $time }, байланыс үзілген): Enter – жазу, Esc – өшіру
notice-full = Жол толды: қосындыны бөліп жазыңыз
notice-field-full = Орын қалмады: бұл өріске ең көбі { $limit } таңба сыяды
notice-line-moved = F11-де: { $reason }
notice-blank-line = Бос орындардан тұратын жол келді: ештеңе жазылмады
notice-key-held = { $key } басулы тұрды: бір рет орындалды
notice-numlock = NumLock өшік пе? Цифрдың орнына көрсеткілер келіп тұр
notice-keys-ignored = Бұл перне әсер етпеді: алдымен терезені үлкейтіңіз
# $count (Number)
notice-people-dropped = +{ $count } адам: саналмады

## Questions and prompts

quit-unsaved = { $count } жазба дискіге сақталған жоқ.
quit-unanswered = Диск жауап бермей тұр: { $count } жазбаның сақталған-сақталмағаны белгісіз.
quit-when-answered = Диск жауап бергенде бағдарлама өзі жабылады.
quit-typed = «{ $typed }» терілген, бірақ жазылған жоқ.
quit-not-taken = F11 тізіміндегі жазылмаған жол: { $count }.
quit-kept = Жазылмағандар { $station } бекеті қайта ашылғанда осында тұрады.
quit-how = Бәрібір шығу – F10, қалу – Esc.
warning-saved-before = Сақталған, қайта енгізбеңіз: { $what }
warning-not-saved-before = Байланыс үзілгенде сақталмады: { $what }. Қайта енгізіңіз
prompt-operator = Оператордың аты
prompt-people = Топта неше адам бар?
prompt-void = Бұл жазбаның күші неліктен жойылады?

## History: columns, states of records, and why a record cannot be changed

history-empty = Әзірге жазба жоқ
history-none = «{ $query }» табылмады
standing-voided = күші жойылды
standing-corrected = түзетілді
standing-conflict = қайшылық
standing-copy = көшірме
history-not-counted = Бұл жазба енді есепте емес: өзгертуге болмайды
history-being-changed = Бұл жазбаның өзгерісі сақталуда: күте тұрыңыз
history-not-an-entry = Тек өлшеу түзетіледі, бұл жазбаның күшін жоюға ғана болады
history-unknown-material = Бұл материал каталогта жоқ: жазбаның күшін жоюға ғана болады
voided-because = күші жойылды: { $reason }
correct-how = Дұрыс салмақты теріңіз, материалы басқа болса – Tab

## Help: how to write amounts

help-amounts = Салмақ қалай теріледі
example-plain = 12 кг 500 г; нүкте не үтір – бәрібір
example-plus = екі қап: салмақтары қосылады
example-tare = брутто минус тара: нетто 11 кг 700 г
example-number = №3 материал (түссіз әйнек) – 12 кг 500 г
example-pieces = даналап саналатын материал – 4 дана
example-pieces-weight = 4 дана, барлығы 32 кг 500 г
example-about = шамамен 12 кг

## Charts and sums

more = тағы
label-total = Барлығы
action-chart = диаграмма
help-chart = Диаграмма: материалдар, сағаттар, мақсаттар
action-tare = тара
help-tare = Тізімдегі келесі тараны шегеру, соңында – тарасыз
action-find = іздеу
help-find = Материалды атауы не нөмірі бойынша табу
help-find-select = Табылған материалды таңдау
help-find-edit = Атауын, әрпін не нөмірін теру
help-help-edit = Перненің не түсіндірменің бөлігін теру
action-hand-over = өткізу
help-hand-over = Жинаушыға өткізілгенді жазу
help-hand-over-record = Келесі өріске өту, соңында – жазу
action-field = өріс
help-field = Мөлшер мен жинаушының аты арасында ауысу
action-balance = баланс
help-balance = Жиналғаны, өткізілгені және қалғаны
action-paper = қағаздан
help-paper = Қағаз парақты енгізу: уақыты парақтағыдай
action-paper-end = парақ бітті
help-paper-end = Қағаз парақты енгізуді аяқтау
help-next-page = Материалдардың келесі беті
help-previous-page = Материалдардың алдыңғы беті
mode-find = Материал іздеу
mode-hand-over = Жинаушыға өткізу
mode-balance = Жиналғаны мен өткізілгені
refused-hidden = №{ $number } материал бұл жолы қабылданбайды: басқасын таңдаңыз
notice-reached = Мақсатқа жеттік: { $what }
notice-reached-total = Жалпы мақсатқа жеттік!
notice-tare = Енді тара шегеріледі: { $tare }, { $amount }
notice-tare-none = Енді тара шегерілмейді
notice-no-chart = Диаграммаға орын жоқ: терезені үлкейтіңіз
notice-no-tares = Бұл экоакцияда тара тізімі бос: tarazy event set --tare crate=1,8
notice-paper = Қағаз парақ енгізілуде; аяқтау – Ctrl+P
notice-paper-ended = Парақты енгізу аяқталды: енді қазіргі уақыт жазылады
notice-event-changed = Ұйымдастырушы экоакцияны өзгертті: экран жаңартылды
ask-paper-time = Парақтағы уақыт: 13:20, немесе күнімен: 26.01 0:10
prompt-people-of-sheet = { $time } парағында неше адам?
held-paper-later = { $time }? Сағат қазір { $now }.
held-paper-day = { $time }? Экоакция күні – { $date }.
hint-on-sheet = { $amount } таразыдан келген сияқты: парақта бар ма? Enter – иә, Esc – жоқ
refused-paper-time = Уақыт емес: 13:20 түрінде теріңіз
paper-mark = ҚАҒАЗДАН { $time }
hint-small = Әдетте { $usual }; қате болса – F8
hint-held = Enter – { $amount }, Esc – түзету
handed-over = { $material } { $amount } → { $to }
still-here = қалғаны: { $amount }
label-amount = Мөлшері
label-collector = Кімге
refused-nobody = Кімге өткізілгенін жазыңыз
hand-over-how = Tab – материал, ↓ – өріс, Enter – жазу, Esc – бас тарту
pace = соңғы сағатта { $pace }
forecast = жабылғанда ({ $closes }) шамамен { $forecast }
forecast-short = жабылғанда шамамен { $forecast }
day-left = { $amount } қалды
day-over = мақсаттан { $amount } артық
trend-title = Әр { $minutes } минутта
chart-materials = Материалдар
chart-hours = Сағаттар бойынша
chart-targets = Мақсаттар
chart-no-targets = Мақсаттар қойылмаған: tarazy event set --target paper=800
column-collected = Жиналды
column-handed-over = Өткізілді
column-left = Қалды
page = { $page }/{ $pages } бет
refused-not-a-line = Жол оқылмады: әріп пен салмақ керек, мысалы q12,5
refused-unclear = Алдыңғы жол оқылмады, сондықтан материалы белгісіз
refused-no-material-amount = Панель әрпін басыңыз не көрсеткі пернелермен таңдаңыз: салмақ қалады
notice-pasted = Кірістірілген мәтін: { $taken } жол жазылды
notice-pasted-partly = Кірістірілгені: { $taken } жол жазылды, { $refused } қабылданбады – F11
notice-saved-after-all = Бәрі сақталды: { $count } жазба дискіде
operator-none = Оператор көрсетілмеді
help-steps = Үш қадам: материал әрпі, салмағы, Enter
help-step-letter = Материалды таңдау; қайта бассаңыз – маркасы
help-step-weight = Салмағын не данасын теру
help-step-enter = Жазу; сақталу белгісі шыққанда ол дискіде
when-unsaved = диск жазбаса
when-held = сұралғанда
station-label = { $station } бекеті
corrected-by = Оның орнына: { $record }, { $amount }
corrects = { $record } орнына, өлшенген уақыты { $time }
plain-welcome = Жолма-жол енгізу: q12,5 · +1 · :undo · :quit · ? – көмек
plain-help = q12,5 – материал әрпі мен салмағы; 12,5 – сол материал; +3 – үш адам; бос жол – таразыдағы салмақ; :yes, :no – сұраққа жауап; :undo, :redo, :total, :lang, :quit
plain-not-saved = САҚТАЛМАДЫ: { $reason }. Келесі жол терілгенде сақтау қайталанады
plain-unknown = Мұндай пәрмен жоқ; көмек – ?
plain-answers = :yes – жазу, :no – жазбау
plain-proposed = «{ $typed }» → { $amount }. Дұрыс па?
plain-same-load = Тағы { $amount }: бұл басқа жүк пе?
plain-load-recorded = Бұл жүк жазылған, { $amount }: тағы жазу керек пе?
plain-load-changed = Таразы содан бері босаған жоқ: { $amount } жазу керек пе?
plain-load-unseen = Жүк таразы қосылғанша тұрған: { $amount } жазу керек пе?
plain-small = Әдетте { $usual }; қате болса – :undo
plain-no-material = Салмақтың алдына материал әрпін қойыңыз, мысалы q12,5
plain-faults = Журналда бірдеңе дұрыс емес: tarazy verify орындаңыз. Таразылай беруге болады
plain-not-recorded = Жазылмады: { $line }.
plain-unfinished = Жазылмады, енгізу жолдың ортасында үзілді: { $line }
plain-no-question = Жауап беретін сұрақ жоқ
action-report = есеп
help-report = Қазіргі есеп: көру, тілін ауыстыру, файлға жазу
mode-report = Есеп
action-write = файлға
help-write = Есепті файлға жазу
action-style = түрі
help-style = Толық есеп не жариялауға арналған мәтін
style-full = толық
style-press = жарияланатын
report-reading = Журналдар оқылуда…
report-written = Файлға жазылды: { $file }
report-not-written = { $file } жазылмады: { $reason }

## The read-only console

mode-watching = Бақылау
watching = Бақылау
watching-line = Тек бақылау: мұнда ештеңе жазылмайды
hint-watching = Материал әрпі оның қосындысын көрсетеді
hint-sealed = Экоакция жабылған ({ $at }): енді ештеңе жазылмайды
notice-only-watches = Мұнда тек бақылауға болады. Таразылау үшін tarazy ашыңыз
help-only-watches = Тек таразылайтын жерде: tarazy ашыңыз
help-history-watching = Барлық бекеттің жазбалары: іздеу, көру
help-report-watching = Қазіргі есепті көру
help-quit-watching = Бақылауды аяқтау
help-look = Осы пернедегі материал қосындысы, қайта бассаңыз – маркасы
help-look-up = Жоғарғы материалға өту
help-look-down = Төменгі материалға өту
action-all = бәрі
help-all = Таңдауды алып тастау, хабарды жабу

## Faults of the journals

action-faults = бүлінулер
help-faults = Журналдарда не бүлінген және не істеу керек
mode-faults = Журналдардағы бүлінулер
faults-count = { $count } бүліну
notice-faults = Журналда бірдеңе дұрыс емес: толығырақ – Ctrl+D. Таразылай беруге болады
faults-do = Таразылай беруге болады. Ұйымдастырушы tarazy verify орындасын
faults-none = Бүліну жоқ: барлық журнал оқылды, әр жол есепте.
fault-fork = { $file } және { $other } – бір журналдың көшірмелері, №{ $seq } жазбадан бастап екіге бөлінген
fault-lost-lines = { $file }: №{ $seq } жазбадан бастап { $lines } жол файлда енді жоқ
fault-more = { $file }: бүлінген жолдар бұдан да көп; бәрін tarazy verify көрсетеді
means-fork = Екі тармақ та есепте, өйткені екеуінде де таразыланған. Енді көшірменің біреуін ғана жүргізіңіз.
action-acknowledge = ескеру
help-acknowledge = Меңзер тұрған айырықты себебімен ескеру
prompt-fork = Неге екі тармақ та есепте?
notice-fork-acknowledged = Айырық ескерілді; Ctrl+D тізімінде қалады
notice-counts-again = Енді { $record } қайта есепте
notice-voided-elsewhere = { $who }: сіздің { $record } жазбаңыздың күші жойылды: { $reason }
notice-corrected-elsewhere = { $who }: сіздің { $record } жазбаңыз түзетілді, енді { $now }
means-fork-acknowledged = Екі тармақ та есепте. Ескерген: { $who }, { $at }: { $reason }
faults-do-fork = Екеуінде де таразыланған болса, Enter басып ескеріңіз: белгі кетеді.
pending-fork = айырық ескерілді: { $reason }
means-lost-lines = Бұл бағдарлама жабылғанша олар мұнда есепте тұрады. Экран мен файл айырмасы: { $kg } кг, { $pieces } дана, { $people } адам. Көшірмесін тауып қосыңыз: tarazy merge.
means-listing = Түзетілгенше басқа бекеттердің жаңа жазбалары көрінбейді.
means-event = Түзетілгенше экоакция бұрынғы күйінде жүре береді.
notice-mirror = Екінші көшірме толық емес: толығырақ – Ctrl+D. Таразылай беруге болады
mirror-mark = көшірме тоқтады: { $since }
mirror-behind = Екінші көшірме ({ $dir }) толық емес, тоқтаған уақыты { $since }: { $reason }
means-mirror = Жазбаның бәрі осында сақталған. Кедергі жойылғанда көшірме өзі толығады.
sync-mark = синхр.
sync-mark-since = синхр. жоқ: { $since }

## Searching the history

history-hint = A  пластик  12,5  №123  14:00-15:00  соңғы сағат
records-count = { $count } жазба
records-uncounted = есепте жоғы: { $count }
