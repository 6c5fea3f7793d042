### Бастапқы экран: қай экоакцияны ашу керегін сұрайды.

mode-start = Экоакцияны таңдау
action-start-row = жол
help-start-choose = Таңдалған экоакцияны не жаңасын ашу
help-start-row = Нөмірі осындай жолды таңдау
help-start-leave = Бағдарламадан шығу; ештеңе жасалмайды
start-question = Қай экоакция?
start-new = Бүгінге жаңа экоакция, { $date }
start-new-details = Ол таңдалғанда ғана ашылады. Басқа экоакциялар өзгермейді.
start-new-alone-details = Ол таңдалғанда ғана ашылады.
start-monday = дс
start-tuesday = сс
start-wednesday = ср
start-thursday = бс
start-friday = жм
start-saturday = сб
start-sunday = жс
start-today = бүгін
start-tomorrow = ертең
start-yesterday = кеше
start-in-days = { $count } күннен кейін
start-days-ago = { $count } күн бұрын
start-last-record = соңғы жазба { $time }, { $ago }
start-minutes-ago = { $count } мин бұрын
start-hours-ago = { $count } сағ бұрын
start-no-records = әзірге жазба жоқ
start-clock = { $doubt }. Сағатты түзетіңіз не экоакцияны таңдаңыз.
start-clock-alone = { $doubt }. F10 басып шығыңыз, сағатты түзетіп, қайта ашыңыз.

## Хабарлар

start-notice-machine-line = Таразы жол жіберді, ештеңе жазылмады. Алдымен экоакцияны таңдаңыз
start-notice-paste = Кірістірілген мәтін мұнда әсер етпейді. Алдымен экоакцияны таңдаңыз
start-notice-typed = Мәтін терілді, сондықтан Enter ештеңе таңдамады. Enter-ді қайта басыңыз
start-notice-enter = Enter әсер етпеді: қатарынан екеуі келді. Бір рет басыңыз

## Көмек

start-help-why = Қай экоакция керегі белгісіз, сондықтан әзірге ештеңе ашылған да, жасалған да жоқ. Жолды таңдап, Enter басыңыз. Жоғарғы жол – ең ықтималы.
start-help-scale = Enter-ді қолмен басу керек. Таразы жіберген жол, кірістірілген мәтін, басулы тұрған перне әсер етпейді.

## Толық экрансыз

start-plain-how = Жолдың нөмірін теріп, Enter басыңыз. Шығу – :quit.
start-plain-number = Мұндай жол жоқ. 1 мен { $last } арасындағы нөмірді немесе :quit теріңіз.
