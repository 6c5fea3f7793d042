### The full-screen console.

## Actions: a label of at most 12 columns, and a sentence of at most 60 columns for the help

action-record = записать
help-record = Записать набранное или то, что показывают весы
action-clear = сброс
help-clear = Стереть набранное, закрыть сообщение
action-help = справка
help-help = Все клавиши и что они делают
action-language = язык
help-language = Следующий язык: казахский, русский, английский
action-redraw = перерисовать
help-redraw = Заново настроить терминал и нарисовать всё, в любом окне
action-history = история
help-history = Все записи: найти, исправить, аннулировать
action-undo = отмена
help-undo = Отменить последнюю запись, сделанную здесь
action-redo = вернуть
help-redo = Вернуть отменённую запись
action-operator = оператор
help-operator = Кто сейчас работает на этом посту
action-quit = выход
action-menu = меню
help-menu = Все действия, каждое под своей цифрой
action-person = +1 человек
help-person = Посчитать ещё одного человека
action-group = группа
help-group = Посчитать сразу группу людей
action-about = примерно
help-about = Пометить вес как примерный (~)
action-next-pane = следующий
help-next-pane = К следующему материалу, набранный вес останется
action-select = выбрать
action-grade = марка
action-close = закрыть
help-close = Закрыть окно
action-void = аннулировать
help-void = Аннулировать выбранную запись, указав причину
action-correct = исправить
help-correct = Заменить выбранную запись верной
action-search = поиск
help-search = Искать по посту, материалу, имени, весу, времени, номеру
action-retry = повторить
help-retry = Ещё раз сохранить то, что не сохранилось
action-confirm = подтвердить
help-confirm = Подтвердить и записать вес, который под вопросом
action-other-reading = иначе
help-other-reading = Показать другое значение строки, пришедшей после набранного
help-yes = Ответить на вопрос «да»
action-erase = стереть
help-erase = Стереть последний знак
action-refused = не принято
help-refused = Вставленные строки, которые не приняты
action-previous-pane = предыдущий
help-previous-pane = К предыдущему материалу, набранный вес останется
action-pane-up = вверх
help-pane-up = К материалу выше, набранный вес останется
action-pane-down = вниз
help-pane-down = К материалу ниже, набранный вес останется
action-type = вес
help-type = Набрать вес: 12,5  12,5-0,8  3+4  ~5  3*12,5  4/32,5
action-type-on = набор
help-type-on = Продолжить набор, в конце можно написать «кг»
help-select = Выбрать материал, можно и после веса; ещё раз – его марку
help-grade = Следующая марка
action-up = вверх
help-up = На строку вверх
action-down = вниз
help-down = На строку вниз
action-page-up = стр. вверх
help-page-up = На страницу вверх
action-page-down = стр. вниз
help-page-down = На страницу вниз
action-first = начало
help-first = В самое начало
action-last = конец
help-last = В самый конец
action-cancel = назад
help-cancel = Вернуться, ничего не меняя
action-change = исправить
help-change = Закрыть вопрос, текст останется
action-edit = изменить
help-edit = Набрать или изменить текст в строке
action-ok = готово
help-ok = Принять набранное
action-take-back = исправить
help-take-back = Вернуть строку в поле ввода, чтобы исправить
action-remove = убрать
help-remove = Убрать выбранную строку из списка
action-choose = выбрать
help-choose = Выполнить выбранное действие
action-digit = цифра
help-digit = Сразу выполнить действие под этой цифрой
action-stay = остаться
help-stay = Остаться в программе
help-quit = Выйти; если не всё сохранено – сначала вопрос
help-leave = Всё равно выйти
help-correct-record = Записать исправленное вместо прежнего
help-next-material = Следующий материал
help-previous-material = Предыдущий материал
key-space = Пробел

## Titles of overlays

mode-weighing = Взвешивание
mode-help = Справка
mode-menu = Меню
mode-history = История
mode-prompt = Вопрос
mode-correct = Исправление
mode-refused = Непринятые строки
mode-quit = Выход

## Counts, units and names of records

people-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
entries-count = { $count ->
    [one] { $count } взвешивание
    [few] { $count } взвешивания
    [many] { $count } взвешиваний
   *[other] { $count } взвешивания
}
entries-short = { $count } взв.
unit-kg = кг
unit-g = г
unit-pcs = шт.
people-label = Люди
out-label = Передача
reason-mistake = ошибка ввода
about = примерно

## States of a record

state-saving = сохраняется
notice-no-answer = ЕЩЁ НЕ СОХРАНЕНО: диск не отвечает. Не вводите повторно
state-not-saved = НЕ СОХРАНЕНО: { $reason }
unsaved-title = Несохранённые записи: { $count }
state-unsaved = не сохранено
state-change-saving = правка сохраняется
state-change-unsaved = правка не сохранена
pending-undo = отмена: { $what }
pending-void = аннулирование: { $what }
pending-correction = { $what } вместо { $no }
pending-operator = оператор { $name }
pending-no-operator = без оператора

## Hints of the entry line

select-material = выберите материал
hint-select = Выберите материал: нажмите его букву
hint-type = Наберите вес
hint-type-pieces = Наберите, сколько штук
hint-proposed = «{ $typed }» → { $amount }, верно? Enter – да, Esc – нет
hint-pane-letter = { $material }: { $amount }? Enter – да, Esc – нет
hint-undone-chosen = Enter запишет его сюда; цифры начнут новый вес
hint-offered = Esc вернёт «{ $text }»
hint-same-load = Снова { $amount }: это другой груз? Enter – записать ещё раз, Esc – нет
hint-load-recorded = Этот груз уже записан, { $amount }: записать ещё раз? Enter – да, Esc – нет
hint-load-changed = После записи весы не освобождали: записать { $amount }? Enter – да, Esc – нет
hint-load-unseen = Груз лежал до подключения весов: записать { $amount }? Enter – да, Esc – нет
hint-scale-failed = { $reason } ({ $time })
hint-weigh = Положите груз на весы и нажмите Enter
hint-weigh-alone = Положите груз на весы: он запишется сам
hint-weigh-light = Лёгкий груз сам не запишется: нажмите Enter
hint-weigh-undone = Отменено: Enter запишет груз снова
hint-weigh-empty = Сначала освободите весы, затем взвешивайте
hint-load-saved = Записано: снимите груз с весов
notice-alone = Само; F8 – отменить
live-over = ПЕРЕГРУЗ
live-minus = МИНУС
live-none = нет весов
live-fault = сбой весов
live-recorded = записано
live-unit = не кг
hint-two-readings = «{ $line }» пришло после «{ $typed }». Это { $amount }? Enter – да, Esc – нет
# $count (Number)
hint-people = +{ $count } чел.? Enter – да, Esc – нет
notice-named = №{ $number } – { $material }

## Why a line was rejected

refused-no-number = Материала №{ $number } нет: введите номер от 1 до { $most }
refused-no-grade = { $material }: марки { $grade } нет, есть { $grades }
refused-no-grades = { $material }: марок нет, сотрите «{ $grade }*»
refused-number-after-letter = Материал уже выбран буквой: сотрите «{ $number }*»
refused-left-behind = Не записано, набрано раньше: проверьте и запишите
refused-left-behind-by = Не записано, набрано раньше ({ $name }): проверьте и запишите
refused-not-saved = Не успело сохраниться в { $time }: проверьте и запишите снова
refused-not-saved-because = Не сохранено в { $time } ({ $why }): проверьте и запишите снова
unsaved-before = Не успело сохраниться в { $time }.
unsaved-because = Не сохранено в { $time } ({ $why }).
unsaved-undo = Запись { $no } учитывается. Enter отменит её, а F8 отменил бы другую запись.
unsaved-void = Запись { $no } учитывается. Enter аннулирует её.
unsaved-correction = Запись { $no } учитывается без исправления. Enter исправит её.
unsaved-other = Enter запишет это сейчас.
unsaved-unknown = Проверьте, нужно ли это ещё; Del уберёт строку.
warning-undo-not-saved = Связь прервалась, не сохранено: { $what }; запись { $no } учитывается: её отменит tarazy void { $no }, а :undo отменил бы другую запись
notice-cannot-record-again = Записать уже нельзя: исходная запись больше не учитывается
refused-needs-confirmation = Этот вес нужно проверить и подтвердить
refused-busy = Строка пришла при открытом окне: она не записана
refused-too-small = Строка пришла при слишком маленьком окне: она не записана
refused-sealed = Экоакция закрыта: пока её не откроют снова, ничего не пишется
refused-cut-paste = Вставка пришла не целиком: она не записана
refused-on-paper = Весы прислали вес при вводе листа: сначала закончите лист (Ctrl+P)
refused-group = Введите целое число от 1 до { $most }
refused-other-material = «{ $number }*» – другой материал: сотрите или выберите его клавишей Tab
refused-reason = Напишите причину, хватит пары слов

## Messages

notice-saving = Сохраняется: { $what }
# $count (Number)
notice-pasting = { $count ->
    [one] Сохраняется { $count } строка вставки
    [few] Сохраняются { $count } строки вставки
   *[many] Сохраняется { $count } строк вставки
}
notice-saved = Сохранено: { $amount }
notice-undone = Отменено: { $what }
notice-redone = Возвращено: { $what }
notice-voided = Запись { $no } аннулирована
notice-superseded = Ваше исправление { $no } не учитывается: уже есть { $other }
first-hour-weigh = Материал: его буква, вес, Enter, например { $key } 12,5 Enter
first-hour-count = Материал: его буква, число штук, Enter, например { $key } 4 Enter
first-hour-people = Пробел: ещё один человек, по разу на каждого пришедшего
first-hour-undo = F8 отменяет последнюю запись, F1 объясняет все клавиши
undone-hint = буква – в другой материал
notice-undone-needs-letter = Сначала буква материала для этого веса, затем Enter; цифры заменят его
notice-nothing-to-undo = В этом запуске отменять нечего. Запись постарше: F3, выбрать её, F8
notice-nothing-to-redo = Возвращать нечего
notice-language = Язык: русский
notice-not-utf8 = Локаль { $locale } – не UTF-8, поэтому всё на английском: задайте LANG=C.UTF-8
notice-only-english = Без UTF-8 терминал покажет только английский; задайте LANG=C.UTF-8
notice-no-material = На клавише { $key } нет материала
terminal-too-small = Окно слишком маленькое: нужно хотя бы { $columns }x{ $rows }. Ввод приостановлен, выход – F10
notice-operator = Оператор: { $name }
notice-not-taken = Не принято строк: { $count }. Посмотреть – F11
notice-restored = Не сохранено ({ $time }, обрыв связи): Enter – записать, Esc – сброс
notice-full = Строка заполнена: запишите сумму по частям
notice-field-full = Места больше нет: в этом поле не больше { $limit } знаков
notice-line-moved = В F11: { $reason }
notice-blank-line = Пришла строка из пробелов: ничего не записано
notice-key-held = { $key }: клавиша удерживалась, сработала один раз
notice-numlock = NumLock выключен? Вместо цифр приходят стрелки
notice-keys-ignored = Клавиша не сработала: сначала увеличьте окно
# $count (Number)
notice-people-dropped = +{ $count } чел.: не посчитано

## Questions and prompts

quit-unsaved = { $count ->
    [one] { $count } запись не сохранена на диск.
    [few] { $count } записи не сохранены на диск.
    [many] { $count } записей не сохранено на диск.
   *[other] { $count } записи не сохранены на диск.
}
quit-unanswered = { $count ->
    [one] Диск не отвечает: сохранена ли { $count } запись, неизвестно.
    [few] Диск не отвечает: сохранены ли { $count } записи, неизвестно.
    [many] Диск не отвечает: сохранено ли { $count } записей, неизвестно.
   *[other] Диск не отвечает: сохранены ли { $count } записи, неизвестно.
}
quit-when-answered = Когда диск ответит, выход произойдёт сам.
quit-typed = «{ $typed }» набрано, но не записано.
quit-not-taken = Не записано строк из списка F11: { $count }.
quit-kept = Незаписанное не пропадёт: оно будет здесь, когда снова откроют пост { $station }.
quit-how = Всё равно выйти – F10, остаться – Esc.
warning-saved-before = Сохранено, второй раз не вводите: { $what }
warning-not-saved-before = Связь прервалась, не сохранено: { $what }; введите ещё раз
prompt-operator = Имя оператора
prompt-people = Сколько человек в группе?
prompt-void = Почему эта запись аннулируется?

## History: columns, states of records, and why a record cannot be changed

history-empty = Записей пока нет
history-none = «{ $query }» не найдено
standing-voided = аннулировано
standing-corrected = исправлено
standing-conflict = конфликт
standing-copy = копия
history-not-counted = Эта запись уже не учитывается: изменить её нельзя
history-being-changed = Изменение этой записи ещё сохраняется: подождите
history-not-an-entry = Исправить можно только взвешивание, эту запись – лишь аннулировать
history-unknown-material = Этого материала нет в каталоге: запись можно только аннулировать
voided-because = аннулировано: { $reason }
correct-how = Введите верный вес; если материал другой – Tab

## Help: how to write amounts

help-amounts = Как вводить вес
example-plain = 12 кг 500 г; точка или запятая – всё равно
example-plus = два мешка: веса складываются
example-tare = брутто и тара: нетто 11 кг 700 г
example-number = материал №3 (бесцветное стекло) – 12 кг 500 г
example-pieces = штучный материал – 4 шт.
example-pieces-weight = 4 шт., вместе 32 кг 500 г
example-about = примерно 12 кг

## Charts and sums

more = ещё
label-total = Итого
action-chart = диаграмма
help-chart = Диаграмма: материалы, часы, цели
action-tare = тара
help-tare = Вычитать следующую тару из списка, в конце – без тары
action-find = поиск
help-find = Найти материал по названию или номеру
help-find-select = Выбрать найденный материал
help-find-edit = Набрать название, букву или номер
help-help-edit = Набрать часть названия клавиши или пояснения
action-hand-over = передача
help-hand-over = Записать, что передано и кому
help-hand-over-record = К следующему полю, в конце – записать
action-field = поле
help-field = Перейти между количеством и именем
action-balance = баланс
help-balance = Собрано, передано и осталось
action-paper = с бумаги
help-paper = Ввод с бумажного листа, время – с листа
action-paper-end = конец листа
help-paper-end = Закончить ввод с бумажного листа
help-next-page = Следующая страница материалов
help-previous-page = Предыдущая страница материалов
mode-find = Поиск материала
mode-hand-over = Передача
mode-balance = Собрано и передано
refused-hidden = Материал №{ $number } сейчас не принимают: выберите другой
notice-reached = Цель достигнута: { $what }
notice-reached-total = Общая цель достигнута!
notice-tare = Теперь вычитается тара: { $tare }, { $amount }
notice-tare-none = Тара больше не вычитается
notice-no-chart = Для диаграммы нет места: увеличьте окно
notice-no-tares = В этой экоакции список тары пуст: tarazy event set --tare crate=1,8
notice-paper = Ввод с бумажного листа; закончить – Ctrl+P
notice-paper-ended = Ввод с листа закончен: дальше ставится текущее время
notice-event-changed = Организатор изменил экоакцию: экран обновлён
ask-paper-time = Время на листе: 13:20, или с датой: 26.01 0:10
prompt-people-of-sheet = Сколько человек на листе { $time }?
held-paper-later = { $time }? Часы показывают { $now }.
held-paper-day = { $time }? Экоакция – { $date }.
hint-on-sheet = { $amount } – похоже, с весов: это есть на листе? Enter – да, Esc – нет
refused-paper-time = Это не время: наберите, например, 13:20
paper-mark = С БУМАГИ { $time }
hint-small = Обычно { $usual }; если ошибка – F8
hint-held = Enter – { $amount }, Esc – исправить
handed-over = { $material } { $amount } → { $to }
still-here = осталось: { $amount }
label-amount = Количество
label-collector = Кому
refused-nobody = Напишите, кому передано
hand-over-how = Tab – материал, ↓ – поле, Enter – записать, Esc – назад
pace = за последний час { $pace }
forecast = к { $closes } будет около { $forecast }
forecast-short = к закрытию около { $forecast }
day-left = осталось { $amount }
day-over = { $amount } сверх цели
trend-title = За каждые { $minutes } минут
chart-materials = Материалы
chart-hours = По часам
chart-targets = Цели
chart-no-targets = Цели не заданы: tarazy event set --target paper=800
column-collected = Собрано
column-handed-over = Передано
column-left = Осталось
page = стр. { $page }/{ $pages }
refused-not-a-line = Строка непонятна: нужны буква и вес, например q12,5
refused-unclear = Предыдущая строка непонятна, поэтому материал неизвестен
refused-no-material-amount = Нажмите букву панели или выберите её стрелками: вес останется
notice-pasted = Вставка: записано строк: { $taken }
notice-pasted-partly = Вставка: записано строк: { $taken }, не принято: { $refused } – F11
notice-saved-after-all = { $count ->
    [one] Всё сохранено: { $count } запись на диске
    [few] Всё сохранено: { $count } записи на диске
    [many] Всё сохранено: { $count } записей на диске
   *[other] Всё сохранено: { $count } записи на диске
}
operator-none = Оператор не указан
help-steps = Три шага: буква материала, вес, Enter
help-step-letter = Выбрать материал; ещё раз – его марка
help-step-weight = Набрать вес или число штук
help-step-enter = Записать; «Сохранено» – запись уже на диске
when-unsaved = если диск отказал
when-held = после вопроса
station-label = пост { $station }
corrected-by = Вместо неё: { $record }, { $amount }
corrects = Вместо { $record }, взвешено в { $time }
plain-welcome = Ввод строками: q12,5 · +1 · :undo · :quit · ? – справка
plain-help = q12,5 – буква и вес; 12,5 – тот же материал; +3 – три человека; пустая строка – вес с весов; :yes, :no – ответ на вопрос; :undo, :redo, :total, :lang, :quit
plain-not-saved = НЕ СОХРАНЕНО: { $reason }. Следующая строка – новая попытка
plain-unknown = Такой команды нет; справка – ?
plain-answers = :yes – записать, :no – не записывать
plain-proposed = «{ $typed }» → { $amount }, верно?
plain-same-load = Снова { $amount }: это другой груз?
plain-load-recorded = Этот груз уже записан, { $amount }: записать ещё раз?
plain-load-changed = После записи весы не освобождали: записать { $amount }?
plain-load-unseen = Груз лежал до подключения весов: записать { $amount }?
plain-small = Обычно { $usual }; если ошибка – :undo
plain-no-material = Поставьте перед весом букву материала, например q12,5
plain-faults = С журналом что-то не так: выполните tarazy verify. Взвешивать можно дальше
plain-not-recorded = Не записано: { $line }.
plain-unfinished = Не записано, ввод оборвался посреди строки: { $line }
plain-no-question = Вопроса, на который нужен ответ, нет
action-report = отчёт
help-report = Отчёт на текущий момент: просмотр, язык, запись в файл
mode-report = Отчёт
action-write = в файл
help-write = Записать отчёт в файл
action-style = вид
help-style = Полный отчёт или текст для публикации
style-full = полный
style-press = для публикации
report-reading = Чтение журналов…
report-written = Записано: { $file }
report-not-written = { $file } не записан: { $reason }

## The read-only console

mode-watching = Наблюдение
watching = Наблюдение
watching-line = Только наблюдение: здесь ничего не записывается
hint-watching = Буква материала покажет его сумму
hint-sealed = Экоакция закрыта ({ $at }): записи больше не принимаются
notice-only-watches = Здесь можно только наблюдать. Чтобы взвешивать, откройте tarazy
help-only-watches = Только там, где взвешивают: откройте tarazy
help-history-watching = Все записи всех постов: искать и смотреть
help-report-watching = Отчёт на текущий момент, только для чтения
help-quit-watching = Закончить наблюдение
help-look = Сумма материала на этой клавише, ещё раз – его марок
help-look-up = К материалу выше
help-look-down = К материалу ниже
action-all = все
help-all = Снять выбор, закрыть сообщение

## Faults of the journals

action-faults = повреждения
help-faults = Что не так с журналами и что делать
mode-faults = Повреждения в журналах
faults-count = { $count ->
    [one] { $count } повреждение
    [few] { $count } повреждения
   *[many] { $count } повреждений
}
notice-faults = С журналом что-то не так: Ctrl+D – подробно. Взвешивать можно дальше
faults-do = Взвешивать можно дальше. Организатору: выполните tarazy verify
faults-none = Повреждений нет: все журналы прочитаны, каждая строка учтена.
fault-fork = { $file } и { $other } – копии одного журнала, они разошлись с записи №{ $seq }
fault-lost-lines = { $lines ->
    [one] { $file }: в файле больше нет { $lines } строки, начиная с №{ $seq }
   *[other] { $file }: в файле больше нет { $lines } строк, начиная с №{ $seq }
}
fault-more = { $file }: повреждены и другие строки; все назовёт tarazy verify
means-fork = Обе ветви учтены: взвешено и там, и там. Дальше ведите только одну из копий.
action-acknowledge = принять
help-acknowledge = Принять к сведению расхождение под курсором, с причиной
prompt-fork = Почему учитываются обе ветви?
notice-fork-acknowledged = Расхождение принято к сведению; Ctrl+D его показывает
notice-counts-again = Снова учитывается { $record }
notice-voided-elsewhere = { $who }: ваша запись { $record } аннулирована: { $reason }
notice-corrected-elsewhere = { $who }: ваша запись { $record } исправлена, теперь { $now }
means-fork-acknowledged = Учтены обе ветви. Приняли к сведению: { $who }, { $at }: { $reason }
faults-do-fork = Если взвешено и то и другое, примите это к сведению: Enter, и метка уйдёт.
pending-fork = расхождение принято: { $reason }
means-lost-lines = Здесь они учтены, пока эта программа открыта. Экран минус файлы: { $kg } кг, { $pieces } шт., людей { $people }. Найдите копию и примите её: tarazy merge.
means-listing = Пока это не исправлено, новые записи других постов сюда не приходят.
means-event = Пока это не исправлено, экоакция идёт по-прежнему.
notice-mirror = Вторая копия неполна: Ctrl+D – подробно. Взвешивать можно дальше
mirror-mark = нет копии с { $since }
mirror-behind = Вторая копия в { $dir } неполна с { $since }: { $reason }
means-mirror = Здесь сохранена каждая запись. Копия дополнится сама, когда это исправят.
sync-mark = синхр.
sync-mark-since = синхр. – с { $since }

## Searching the history

history-hint = A  пластик  12,5  №123  14:00-15:00  последний час
records-count = { $count ->
    [one] { $count } запись
    [few] { $count } записи
   *[many] { $count } записей
}
records-uncounted = не учтено: { $count }
