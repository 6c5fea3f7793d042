### What is wrong with an amount, an event, a journal.

## An amount that is refused: what is wrong, what to type instead. At most 76 columns.

amount-empty = Вес не набран: введите число, например 12,5
amount-empty-pieces = Число штук не набрано: введите целое число, например 4
amount-too-long = Слишком длинно, не более { $most } знаков: запишите сумму по частям
amount-stray = «{ $char }» не относится к весу: сотрите этот знак
amount-two-marks = В числе нужен один десятичный знак: 1250,5
amount-mark-at-edge = По обе стороны десятичного знака нужны цифры: 0,5
amount-too-fine = После запятой не более { $decimals } цифр; тысячи пишите без знака: 1250
amount-zero = Ноль не записывается: введите число больше нуля
amount-sign-at-edge = По обе стороны знака нужны числа: 12,5+3-0,8
amount-tare-not-below-gross = Тара должна быть меньше брутто: 12,5-0,8
amount-space-inside = Пробелов между цифрами не бывает: введите 1250 или 12+50
amount-not-whole = Считается в штуках: введите целое число без запятой, например 4
amount-pieces-tare = Считается в штуках, тары нет: введите только число, например 4
amount-pieces-unit = Считается в штуках: введите число без «кг», например 4 или 4/32,5
amount-weighted-pieces = Измеряется в килограммах: введите вес без «/», например 12,5
amount-star = «*» ставится только в начале, после номера материала: 3*12,5
amount-about = «~» ставится только в начале и один раз: ~12,5
amount-kazakh-mix = Включена казахская раскладка: перейдите на EN или цифровой блок
over-mass = В одной записи не более { $most } кг: проверьте вес или разделите его
over-pieces = В одной записи не более { $most } шт.: проверьте число или разделите его
over-people = В одной записи от 1 до { $most } человек

## event.json and its catalogue

event-json = Ошибка в event.json: { $reason }
event-format = event.json записан новой версией (формат { $format }): обновите программу
event-name = Название экоакции должно быть от 1 до { $most } знаков
event-division = division_g должно быть от 1 до 1000, а здесь { $division }
catalogue-count = Материалов должно быть от 1 до { $most }, а здесь { $count }
catalogue-bad-id = «{ $id }» не может быть кодом материала: a-z, 0-9 и «-», не более 32 знаков
catalogue-duplicate-id = Материал «{ $id }» указан дважды: переименуйте один из них
catalogue-duplicate-key = На клавише { $key } два материала: { $first } и { $second }
catalogue-bad-key = Клавиша материала «{ $id }» – не «{ $key }», а заглавная латинская буква
catalogue-unknown-stream = Потока «{ $stream }» материала «{ $id }» нет в списке streams
catalogue-unknown-group = Группы «{ $group }» материала «{ $id }» нет в списке groups
catalogue-bad-limit = Предел материала «{ $id }» должен быть больше нуля и не больше 4000 тонн
catalogue-no-name = У материала «{ $id }» должно быть название хотя бы на одном языке
