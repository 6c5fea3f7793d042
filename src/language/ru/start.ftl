### Начальный экран: он спрашивает, какую экоакцию открыть.

mode-start = Выбор экоакции
action-start-row = строка
help-start-choose = Открыть выбранную экоакцию или создать новую
help-start-row = Выбрать строку с этой цифрой
help-start-leave = Выйти из программы; ничего не создаётся
start-question = Какая экоакция?
start-new = Новая экоакция, сегодня { $date }
start-new-details = Она будет создана, когда вы её выберете. Остальные экоакции не изменятся.
start-new-alone-details = Она будет создана, когда вы её выберете.
start-monday = пн
start-tuesday = вт
start-wednesday = ср
start-thursday = чт
start-friday = пт
start-saturday = сб
start-sunday = вс
start-today = сегодня
start-tomorrow = завтра
start-yesterday = вчера
start-in-days = { $count ->
    [one] через { $count } день
    [few] через { $count } дня
    [many] через { $count } дней
   *[other] через { $count } дня
}
start-days-ago = { $count ->
    [one] { $count } день назад
    [few] { $count } дня назад
    [many] { $count } дней назад
   *[other] { $count } дня назад
}
start-last-record = последняя запись { $time }, { $ago }
start-minutes-ago = { $count } мин назад
start-hours-ago = { $count } ч назад
start-no-records = записей пока нет
start-clock = { $doubt }. Настройте часы или выберите экоакцию.
start-clock-alone = { $doubt }. Выйдите (F10), настройте часы и запустите снова.

## Сообщения

start-notice-machine-line = Весы прислали строку, ничего не записано. Сначала выберите экоакцию
start-notice-paste = Вставка здесь не действует. Сначала выберите экоакцию
start-notice-typed = Был набран текст, и Enter ничего не выбрал. Нажмите Enter ещё раз
start-notice-enter = Enter не засчитан: их пришло сразу два. Нажмите один раз

## Справка

start-help-why = Неясно, какая экоакция нужна, поэтому пока ничего не открыто и не создано. Выберите строку и нажмите Enter. Верхняя строка – самая вероятная.
start-help-scale = Выбирает только Enter, нажатый вручную. Строка весов, вставка и удержание клавиши не действуют.

## Без полного экрана

start-plain-how = Введите номер строки и нажмите Enter. :quit – выход.
start-plain-number = Такой строки нет. Введите номер от 1 до { $last } или :quit.
