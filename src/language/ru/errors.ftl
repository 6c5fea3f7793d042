### Errors in amounts, events and journals.

## Validation errors: what is wrong and what to type instead, in at most 76 columns

amount-empty = Вес не набран: введите число, например 12,5
amount-empty-pieces = Число штук не набрано: введите целое число, например 4
amount-too-long = Слишком длинно, не более { $most } знаков: запишите сумму по частям
amount-not-utf8 = Выберите в настройках терминала UTF-8 (PuTTY: Window > Translation)
amount-unknown-key = Нажата клавиша, которую программа не понимает: сотрите отмеченный знак
amount-stray = «{ $char }» не относится к весу: сотрите этот знак
amount-stray-sign = «{ $char }» лишний: цифры и * / + - есть на цифровом блоке, ~ – это F7
amount-two-marks = В числе может быть только одна запятая или точка: 1250,5
amount-mark-at-edge = По обе стороны запятой нужны цифры: 0,5
amount-too-fine = После запятой не более { $decimals } цифр; тысячи пишите слитно: 1250
amount-zero = Ноль не записывается: введите число больше нуля
amount-sign-at-edge = По обе стороны «+» и «-» нужны числа: 12,5+3-0,8
amount-tare-not-below-gross = Тара должна быть меньше брутто: 12,5-0,8
amount-space-inside = Не ставьте пробелы между цифрами: введите 1250 или 12+50
amount-not-whole = Считается в штуках: введите целое число, например 4 («/» на цифровом блоке)
amount-pieces-tare = Считается в штуках, тары нет: введите только число, например 4
amount-pieces-unit = Считается в штуках: введите число без «кг», например 4 или 4/32,5
amount-weighted-pieces = Измеряется в килограммах: введите вес без «/», например 12,5
amount-star = «*» ставится только в начале, после номера материала: 3*12,5
amount-about = «~» ставится только в начале и один раз: ~12,5
amount-kazakh-mix = Включена казахская раскладка: нужна EN, RU или только цифровой блок
over-mass = В одной записи не более { $most } кг: проверьте вес или разделите его
over-pieces = В одной записи не более { $most } шт.: проверьте число или разделите его

## Frames of a scale that are not recorded, in at most 76 columns

refused-scale-unstable = Вес ещё не установился: подождите и отправьте его с весов снова
refused-scale-range = Вес вне диапазона весов: проверьте груз и отправьте вес снова
refused-scale-negative = Весы показывают меньше нуля: освободите их, обнулите и взвесьте снова
refused-scale-zero = Весы показывают ноль: положите груз и отправьте вес снова
refused-scale-tare = Весы прислали тару: отправьте сам вес
refused-scale-unit = Весы показывают { $unit }: переключите их на кг
refused-scale-no-unit = Весы не прислали единицу измерения: настройте их на отправку kg
refused-scale-numbers = Весы прислали несколько чисел: настройте их на отправку одного веса
refused-scale-fine = Весы прислали больше 3 цифр после запятой: наберите вес
refused-scale-unclear = Строка весов непонятна: наберите вес
refused-scale-net = Тару вычитают и весы, и F6: оставьте что-то одно
refused-live-moving = Вес ещё не установился: подождите и нажмите Enter
refused-live-over = Груз тяжелее предела весов: снимите часть
refused-live-zero = Весы показывают ноль: положите груз или наберите вес
refused-live-light = Груз слишком лёгкий для весов: наберите вес
refused-live-fault = Весы сообщают об ошибке ({ $fault }): наберите вес
refused-live-waiting = Весы ещё не прислали вес: подождите или наберите его
refused-live-silent = От весов ничего не приходит: проверьте кабель, вес наберите
refused-live-noise = Данные весов непонятны: проверьте протокол, вес наберите
refused-live-gone = Весы не подключены: проверьте кабель, вес наберите
refused-live-busy = Весы читает другая программа: закройте её или наберите вес
refused-live-replaced = Вес не успели записать: весы прислали следующий
refused-live-missed = Груз сняли с весов до записи
refused-live-tare = Тара F6, { $tare }, не меньше веса: выберите другую

## Held amounts ("held-likely" may follow), and the hint about a small amount

held-usual = { $amount }? (обычно здесь { $usual })
held-large = { $amount }? Больше { $limit } бывает редко.
held-large-usual = { $amount }? Больше { $limit } бывает редко (обычно { $usual }).
held-likely = Может быть, { $likely }?
held-small = { $amount } – мало: здесь обычно { $usual }
held-more-than-left = Осталось только { $left }; передано { $amount }?
held-nothing-left = Ничего не осталось. Передано { $amount }?
held-group = { $people }? Больше { $limit } сразу бывает редко.

## event.json and the catalogue in it

event-json = Ошибка в event.json: { $reason }
event-format = event.json записан новой версией (формат { $format }): обновите программу
event-name = Название экоакции должно быть от 1 до { $most } знаков
event-division = division_g должно быть от 1 до 1000, а здесь { $division }
event-bad-offset = Смещение от UTC должно быть не больше 14 часов: настройте TZ или укажите --utc-offset +05:00
event-bad-target = Общая цель в килограммах должна быть больше нуля
event-also = «{ $id }» не подходит для списка «also» в event.json: только коды других экоакций, каждый один раз, не больше { $most }
catalogue-count = Материалов должно быть от 1 до { $most }, а здесь { $count }
catalogue-bad-id = «{ $id }» – не код материала: нужны a-z, 0-9 и «-», не более 32 знаков
catalogue-reserved-id = «{ $id }» не может быть кодом материала: у этого слова другой смысл
catalogue-duplicate-id = Материал «{ $id }» указан дважды: переименуйте один из них
catalogue-duplicate-key = На клавише { $key } два материала: { $first } и { $second }
catalogue-bad-key = Клавиша материала «{ $id }» – не «{ $key }», а заглавная латинская буква
catalogue-unknown-stream = Направления «{ $stream }» материала «{ $id }» нет в списке streams
catalogue-unknown-group = Группы «{ $group }» материала «{ $id }» нет в списке groups
catalogue-bad-limit = Предел материала «{ $id }» должен быть больше нуля и не больше 4000 тонн
catalogue-no-name = У материала «{ $id }» должно быть название хотя бы на одном языке
catalogue-bad-tare = Таре «{ $id }» нужны свой код (a-z, 0-9, «-») и вес больше нуля

## Stations and folders. "station-free" follows if another station is free.

station-held = Пост { $station } занят: { $account }, { $host }, процесс { $pid }, с { $since }.
station-held-unknown = Пост { $station } занят, кем – неизвестно.
station-other-account = Пост { $station } принадлежит другой учётной записи: { $account }.
station-other-station = В файле поста { $station } лежит журнал другого поста: { $found }.
station-taken-in = Журнал поста { $station } получен из копии: продолжать его может только консоль этого поста.
station-other-event = Журнал поста { $station } – от другой экоакции: { $found }.
station-no-free = Свободных постов нет: закройте один и попробуйте снова.
station-free = Свободный пост: --station { $free }
station-moved = Вместо { $from } пишем теперь на пост { $to }: { $reason }
draft-unreadable = Начатую строку поста { $station } прочитать не удалось: проверьте последнее взвешивание
station-restored-removed = Журнал поста { $station } удалили: он записан заново и цел
station-restored-replaced = Журнал поста { $station } заменили старой копией: он восстановлен полностью
station-restored-cut = Журнал поста { $station } обрезали: он записан заново и цел
station-restored-incomplete = Журнал поста { $station } повредили: записи этого сеанса целы, прежних нет
station-rescued = На месте журнала поста { $station } другой файл: все записи целы в { $file }
station-rescued-incomplete = На месте журнала поста { $station } другой файл: записи этого сеанса целы в { $file }
folder-io = { $path }: { $reason }
folder-bad-slug = «{ $slug }» – не код экоакции: нужны a-z, 0-9 и «-», не более 64 знаков
folder-no-event = Экоакции «{ $slug }» нет: список покажет «tarazy event list»
folder-several-events = «{ $given }» подходит к нескольким экоакциям, укажите одну: { $slugs }
folder-absorbed = { $slug } теперь входит в { $event }: укажите --event { $event }
folder-link = { $path } – ссылка и может вести куда угодно: положите туда саму папку
folder-absent-target = { $path } – ссылка на { $target }, а такого пути нет: подключите диск
folder-other-event = { $path } – от другой экоакции: верните прежнюю папку
folder-unconfirmed = { $slug }: экоакция создана, но диск этого не подтвердил: { $reason }
folder-change-unconfirmed = { $slug }: экоакция изменена, но диск этого не подтвердил: { $reason }
folder-busy = Файл { $path } меняет другая программа: повторите чуть позже
folder-random = Система не дала случайных чисел: запустите ещё раз
not-a-file = { $path } – не обычный файл: уберите его

## Errors of the operating system, after a colon

io-not-found = такого файла или папки нет
io-denied = у этой учётной записи нет прав: обратитесь к владельцу
io-full = на диске нет места
io-read-only = диск доступен только для чтения
mirror-not-ours = { $file } – ссылка или не обычный файл: туда ничего не пишется
mirror-in-data = { $dir } – в папке данных: укажите для копии другую папку
mirror-ahead = в { $file } есть строки, которых нет здесь: выполните tarazy merge
mirror-changed = в { $file } сейчас нет сохранённых строк
mirror-no-name = в { $dir } нет свободного имени для копии: укажите другую папку
mirror-no-answer = { $dir } не отвечает
mirror-not-complete = Здесь сохранено, но копия в { $dir } неполна: { $reason }. Следующий запуск её дополнит
io-no-locks = эта файловая система не умеет блокировать файлы: укажите папку на этом компьютере
io-too-large = файл слишком велик
io-failed = сбой диска или кабеля
io-links = ссылки ведут по кругу
io-not-a-folder = часть пути – файл, а не папка
io-folder = это папка, а не файл
io-long-name = имя слишком длинное или здесь недопустимо
io-no-reader = его больше никто не читает
io-silent = из него ничего не приходит
io-gone = диск отключён: подключите его снова
io-busy = занято другой программой: закройте её
io-open-files = открыто слишком много файлов: закройте другие программы
io-memory = не хватает памяти: закройте другие программы
io-exists = файл с таким именем уже есть
io-nobody-answers = по этому адресу никто не отвечает
io-other = сообщение системы: «{ $reason }»

## Why a file is not the JSON that is needed, after its name

json-at = строка { $line }, байт { $column }: { $what }
json-ends = текст обрывается
json-syntax = это не JSON: проверьте кавычки, запятые и скобки
json-missing = не хватает «{ $field }»: добавьте
json-twice = «{ $field }» указано дважды: уберите одно
json-form = «{ $given }» не подходит: пишите в виде { $form }
json-hex = здесь нужны знаки 0-9 и a-f, всего { $digits }
json-text = здесь нужен текст в кавычках
json-letter = здесь нужна одна буква в кавычках
json-switch = здесь нужно true или false
json-number = здесь нужно целое число
json-count = здесь нужно целое число, 0 или больше
json-list = здесь нужен список в квадратных скобках
json-object = здесь нужны значения в фигурных скобках
json-date = здесь нужна дата, например 2026-01-25
json-time = здесь нужно время, например 2026-01-25T14:05:00+05:00
json-other = значение не подходит («{ $reason }»)

## Why records could not be written, after "NOT SAVED:"

write-short = на диске кончилось место, вошло байтов: { $wrote } из { $of }
write-failed = не удалось записать в журнал: { $reason }
write-not-synced = диск не подтвердил запись: { $reason }
write-replaced = на месте журнала другой файл
write-not-rebuilt = файл журнала изменили, заново он не записывается: { $reason }
write-no-answer = диск не отвечает
write-not-cut = конец журнала не удалось проверить: { $reason }
write-no-station = другой пост не открылся: { $reason }
record-refused = НЕ ЗАПИСАНО: { $reason }
record-unknown-target = ссылается на запись, которая не принята

## Faults of a journal, after the position

line-not-utf8 = это не текст UTF-8
line-json = не читается как JSON, байт { $column }
line-too-long = слишком длинно: байтов { $bytes }, не более { $most }
line-missing = нет поля «{ $field }»
line-bad-field = поле «{ $field }» записано неверно
line-out-of-range = значение поля «{ $field }» вне пределов
line-net-mismatch = нетто не { $net } г: брутто { $gross } г, тара { $tare } г
line-long-text = «{ $field }» слишком длинно: знаков { $chars }, не более { $most }
line-format = записано новой версией (формат { $format }): обновите программу
damage-unreadable = файл не читается: { $reason }
damage-not-a-file = это не обычный файл
damage-chain = не продолжает предыдущую строку: одна из двух изменена
damage-sequence = номер { $found }, а должен быть { $expected }
damage-no-open = первая строка журнала – не «open»
damage-second-open = строка «open» стоит второй раз
damage-other-event = журнал другой экоакции: { $found }

## Issues that `verify` reports

finding-at-line = { $file }, строка { $line } (байт { $offset }): { $what }
finding-at-file = { $file }: { $what }
finding-note = к сведению: { $finding }
finding-clock = часы перескочили: после { $from } идёт { $to }
finding-renamed = это журнал поста { $station }, принятый под другим именем
finding-torn-tail = конец оборван ({ $bytes } Б); при открытии поста он будет отложен
finding-torn-tail-live = последняя строка не закончена ({ $bytes } Б): пост, видимо, пишет
finding-nuls = перед строкой нулевые байты ({ $bytes }); строка учтена
finding-carriage-return = концы строк отсюда изменены другой программой; все строки учтены
finding-newline-missing = у последней строки пропал конец строки; она цела и учтена
finding-more = ещё повреждений, не показанных в списке: { $count }
finding-fork = с записи №{ $seq } расходится с { $other }: учтены обе ветви
finding-fork-acknowledged = принято к сведению: { $who }, { $reason }
finding-names-nothing = записи { $record } нет ни в одном журнале
finding-head-missing = у поста { $station } нет строки с хешем { $head }: журнал изменили после отчёта
finding-stray = имя – не код поста: не учитывается
lost-missing = журнал пропал, а строк в нём было { $seq } ({ $witness })
lost-empty = файл пуст, а строк в нём было { $seq } ({ $witness })
lost-replaced = на его месте другой журнал, а строк в прежнем было { $seq } ({ $witness })
lost-short = кончается строкой { $lines }, а была строка { $seq } ({ $witness })
lost-changed = строка { $seq } – не та, что была ({ $witness })
lost-elsewhere = в другой папке строк в нём было { $seq } ({ $witness }): если он отсюда, примите и его (tarazy merge)
lost-old-copy = эта копия кончается строкой { $lines }, а в другом месте была строка { $seq } ({ $witness }): примите копию новее (tarazy merge)
lost-witness-station = видел пост { $station }, { $at }
lost-witness-seal = при закрытии экоакции, { $at }
lost-witness-report = в отчёте, { $at }
later-than-seal = Записей после закрытия экоакции ({ $at }): { $count }
later-than-report = Записей после прежнего отчёта ({ $at }): { $count }
event-sealed = Экоакция { $event } закрыта ({ $at }), записи не принимаются. Чтобы продолжить: tarazy reopen --event { $event } --reason ТЕКСТ
means-line = Что было в этой строке, не учтено; все остальные строки учтены.
means-chain = Обе строки учтены как есть. Одну из них изменил человек или диск.
means-sequence = Перед ней строк не хватает или они повторены. Всё, что читается, учтено.
means-open = Его строки всё равно учтены. Файл собран вручную или потерял начало.
means-other-event = Журнал всё равно учтён: проверьте, место ли ему в этой папке.
means-unreadable = Прочитанное раньше учтено, остальное в суммы не вошло.
means-lost = Взвешенное там могло не войти в суммы. Найдите копию и примите её: tarazy merge.
means-changed = Строка учтена как есть. Её изменил человек или диск.
open-torn-tail = Оборванный конец журнала отложен в файл { $file }
open-newline-added = Последней строке журнала возвращён пропавший конец строки: { $file }
open-damaged-end = Последняя строка журнала повреждена ({ $file }): новые записи пойдут после неё
