### The console.

## Actions: a label of at most 12 columns, and a sentence of at most 60 for the help.

action-record = записать
help-record = Записать набранный вес на выбранный материал
action-clear = очистить
help-clear = Стереть набранное, закрыть сообщение
action-help = справка
help-help = Все клавиши и что они делают
action-language = язык
help-language = Следующий язык: казахский, русский, английский
action-history = история
help-history = Все записи: найти, исправить, аннулировать
action-chart = диаграмма
help-chart = Диаграмма: материалы, часы, цели
action-tare = тара
help-tare = Вычесть следующую готовую тару
action-undo = отменить
help-undo = Отменить последнюю запись, сделанную здесь
action-redo = вернуть
help-redo = Вернуть отменённую запись
action-operator = оператор
help-operator = Кто сейчас работает на этом посту
action-quit = выход
help-quit = Выйти из программы
action-menu = меню
help-menu = Все действия, каждое под своей цифрой
action-person = +1 человек
help-person = Посчитать ещё одного человека
action-group = группа
help-group = Посчитать сразу группу людей
action-about = примерно
help-about = Пометить вес как примерный (~)
action-next-pane = дальше
help-next-pane = К следующему материалу, набранный вес останется
action-select = выбрать
help-select = Клавиша с буквой выбирает материал на своём месте
action-grade = сорт
help-grade = Та же буква ещё раз – следующий сорт
action-close = закрыть
help-close = Закрыть окно
action-void = аннулировать
help-void = Аннулировать выбранную запись, указав причину
action-correct = исправить
help-correct = Заменить выбранную запись верной
action-search = поиск
help-search = Искать по материалу, оператору, посту или весу
action-retry = повторить
help-retry = Ещё раз сохранить то, что не сохранилось

## Header, units, answers

header-people = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
header-entries = { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записи
}
header-station = Пост
header-operator = Оператор
header-no-operator = без оператора
header-event = Экоакция
unit-kg = кг
unit-g = г
unit-t = т
unit-pcs = шт.

## States of a record

state-saved = сохранено
state-saving = сохраняется
state-not-saved = НЕ СОХРАНЕНО: { $reason }
unsaved-title = Несохранённые записи: { $count }
unsaved-hint = Enter в пустой строке – сохранить ещё раз

## Hints of the entry line

hint-entry = Наберите вес и нажмите Enter
hint-entry-pieces = Наберите число штук и нажмите Enter
hint-proposed = «{ $typed }» → { $amount }. Верно? Enter – да, Esc – нет
hint-number-selects = №{ $number } – { $material }
hint-number-unknown = Материала №{ $number } нет, последний – №{ $last }
hint-number-refused = После буквы «{ $number }*» не выбирает материал: сотрите (Backspace)
hint-held-usual = { $amount }? Обычно около { $usual }. Enter – записать, Esc – исправить
hint-held-large = { $amount } – это больше, чем { $limit }. Enter – записать, Esc – исправить
hint-small = Записано, но намного меньше обычного ({ $usual }). Ошибка? F8

## Messages

msg-saved = Сохранено: { $amount }
msg-undone = Отменено: { $what }
msg-redone = Записано снова: { $what }
msg-voided = Запись № { $no } аннулирована
msg-corrected = Запись № { $no } исправлена
msg-nothing-to-undo = Отменять нечего
msg-nothing-to-redo = Возвращать нечего
msg-station-moved = Пост сменился: вместо { $from } теперь { $to }
msg-language = Язык: русский
msg-no-material = На клавише { $key } нет материала
msg-no-grades = У этого материала нет сортов
msg-no-tares = В этой экоакции нет готовой тары
msg-too-small = Окно слишком мало. Нужно { $columns }x{ $rows }
warn-damaged = Журнал повреждён: { $file }, строка { $line }. Остальное учтено
warn-torn = Оборванный конец журнала отложен в файл { $file }
warn-unreadable = Журнал не читается и не учтён: { $file }

## Questions and prompts

ask-quit = Выйти из программы? Enter – да, Esc – нет
ask-quit-typed = «{ $typed }» ещё не записано. Выйти? Enter – да, Esc – нет
ask-quit-unsaved = { $count ->
    [one] { $count } запись не сохранена и пропадёт. Выйти? Enter – да, Esc – нет
    [few] { $count } записи не сохранены и пропадут. Выйти? Enter – да, Esc – нет
    [many] { $count } записей не сохранено, они пропадут. Выйти? Enter – да, Esc – нет
   *[other] { $count } записи не сохранены и пропадут. Выйти? Enter – да, Esc – нет
}
prompt-operator = Имя оператора
prompt-people = Сколько человек в группе
prompt-void = Почему аннулируется запись № { $no }
prompt-correct = Верный вес записи № { $no }
prompt-search = Поиск

## History: title, columns, standings

history-title = История
history-empty = Записей пока нет
history-none = «{ $query }» не найдено
column-no = №
column-time = Время
column-station = Пост
column-material = Материал
column-amount = Количество
column-operator = Оператор
column-state = Состояние
standing-counted = учтено
standing-voided = аннулировано
standing-corrected = исправлено
standing-conflict = конфликт
standing-copy = копия

## Chart, help, menu

chart-materials = Материалы
chart-hours = По часам
chart-targets = Цели
chart-no-targets = Цели не заданы
label-gross = Брутто
label-tare = Тара
label-net = Нетто
label-total = Итого
label-target = Цель
label-remaining = Осталось
label-about = примерно
help-title = Справка
menu-title = Меню
