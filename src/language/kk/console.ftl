### The console.

## Actions: a label of at most 12 columns, and a sentence of at most 60 for the help.

action-record = жазу
help-record = Терілген салмақты таңдалған материалға жазу
action-clear = тазарту
help-clear = Терілгенді өшіру, хабарды жабу
action-help = көмек
help-help = Барлық пернелер және олардың қызметі
action-language = тіл
help-language = Келесі тіл: қазақша, орысша, ағылшынша
action-history = тарих
help-history = Барлық жазбалар: іздеу, түзету, күшін жою
action-chart = диаграмма
help-chart = Диаграмма: материалдар, сағаттар, мақсаттар
action-tare = тара
help-tare = Келесі дайын тараны шегеру
action-undo = болдырмау
help-undo = Өзіңіз енгізген соңғы жазбаны қайтарып алу
action-redo = қайта жазу
help-redo = Қайтарып алынған жазбаны қайта жазу
action-operator = оператор
help-operator = Осы бекетте кім жұмыс істейді
action-quit = шығу
help-quit = Бағдарламадан шығу
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
help-select = Әріп пернесі өз орнындағы материалды таңдайды
action-grade = сұрып
help-grade = Сол әріпті тағы бассаңыз – келесі сұрып
action-close = жабу
help-close = Терезені жабу
action-void = күшін жою
help-void = Себебін көрсетіп, таңдалған жазбаның күшін жою
action-correct = түзету
help-correct = Таңдалған жазбаны дұрысымен ауыстыру
action-search = іздеу
help-search = Материал, оператор, бекет не салмақ бойынша іздеу
action-retry = қайталау
help-retry = Сақталмаған жазбаларды қайта сақтап көру

## Header, units, answers

header-people = { $count } адам
header-entries = { $count } жазба
header-station = Бекет
header-operator = Оператор
header-no-operator = оператор жоқ
header-event = Экоакция
unit-kg = кг
unit-g = г
unit-t = т
unit-pcs = дана

## States of a record

state-saved = сақталды
state-saving = сақталуда
state-not-saved = САҚТАЛМАДЫ: { $reason }
unsaved-title = Сақталмаған жазбалар: { $count }
unsaved-hint = Бос жолда Enter – қайта сақтап көру

## Hints of the entry line

hint-entry = Салмақты теріп, Enter басыңыз
hint-entry-pieces = Неше дана екенін теріп, Enter басыңыз
hint-proposed = «{ $typed }» → { $amount }. Дұрыс па? Enter – иә, Esc – жоқ
hint-number-selects = №{ $number } – { $material }
hint-number-unknown = №{ $number } материал жоқ, соңғысы – №{ $last }
hint-number-refused = Әріп басылған соң «{ $number }*» материал таңдамайды: Backspace басыңыз
hint-held-usual = { $amount }? Әдетте { $usual } шамасында. Enter – жазу, Esc – түзету
hint-held-large = { $amount } – бұл { $limit } мөлшерінен көп. Enter – жазу, Esc – түзету
hint-small = Жазылды, бірақ әдеттегіден ({ $usual }) тым аз. Қате болса: F8

## Messages

msg-saved = Сақталды: { $amount }
msg-undone = Қайтарып алынды: { $what }
msg-redone = Қайта жазылды: { $what }
msg-voided = № { $no } жазбаның күші жойылды
msg-corrected = № { $no } жазба түзетілді
msg-nothing-to-undo = Қайтарып алатын жазба жоқ
msg-nothing-to-redo = Қайта жазатын ештеңе жоқ
msg-station-moved = Бекет ауысты: { $from } орнына енді { $to }
msg-language = Тіл: қазақша
msg-no-material = { $key } пернесінде материал жоқ
msg-no-grades = Бұл материалдың сұрыптары жоқ
msg-no-tares = Бұл экоакцияда дайын тара жоқ
msg-too-small = Терезе тым кіші. Керегі: { $columns }x{ $rows }
warn-damaged = Журнал бүлінген: { $file }, { $line }-жол. Қалған жолдары есепте
warn-torn = Журналдың үзілген соңы бөлек сақталды: { $file }
warn-unreadable = Журнал оқылмады, есепте жоқ: { $file }

## Questions and prompts

ask-quit = Бағдарламадан шығу керек пе? Enter – иә, Esc – жоқ
ask-quit-typed = «{ $typed }» әлі жазылған жоқ. Шығу керек пе? Enter – иә, Esc – жоқ
ask-quit-unsaved = { $count } жазба сақталмады, шықсаңыз жоғалады. Шығу: Enter – иә, Esc – жоқ
prompt-operator = Оператордың аты
prompt-people = Топта неше адам бар
prompt-void = № { $no } жазбаның күші неге жойылады
prompt-correct = № { $no } жазбаның дұрыс салмағы
prompt-search = Іздеу

## History: title, columns, standings

history-title = Тарих
history-empty = Әзірге жазба жоқ
history-none = «{ $query }» табылмады
column-no = №
column-time = Уақыты
column-station = Бекет
column-material = Материал
column-amount = Мөлшері
column-operator = Оператор
column-state = Күйі
standing-counted = есепте
standing-voided = күші жойылды
standing-corrected = түзетілді
standing-conflict = қайшылық
standing-copy = көшірме

## Chart, help, menu

chart-materials = Материалдар
chart-hours = Сағат бойынша
chart-targets = Мақсаттар
chart-no-targets = Мақсат қойылмаған
label-gross = Брутто
label-tare = Тара
label-net = Нетто
label-total = Барлығы
label-target = Мақсат
label-remaining = Қалды
label-about = шамамен
help-title = Көмек
menu-title = Мәзір
