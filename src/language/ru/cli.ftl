### The command line.

## Unknown or malformed arguments

cli-no-event = Экоакций пока нет: создайте её командой «tarazy event new НАЗВАНИЕ»
cli-no-event-of-today = Экоакции на сегодня нет: укажите нужную с помощью --event, список покажет «tarazy event list»
cli-event-changed = Другая программа изменила { $slug } в то же время: повторите
cli-which-event = Неясно, какая экоакция нужна: укажите одну с помощью --event ({ $events })
cli-which-event-one = Экоакции на сегодня нет: если нужна { $event }, укажите её с помощью --event, или создайте новую командой «tarazy event new НАЗВАНИЕ»
cli-doubted-clock = { $doubt }: настройте часы или укажите одну экоакцию с помощью --event ({ $events }), а время записи – с помощью --at
cli-doubted-clock-no-event = { $doubt }: настройте часы или создайте экоакцию командой «tarazy event new НАЗВАНИЕ --date ДЕНЬ»
clock-before-release = Часы этого компьютера показывают { $now }, а эта программа вышла { $released }
clock-behind-record = Часы этого компьютера показывают { $now }, но здесь уже есть запись от { $newest }
clock-warning = { $doubt }: настройте часы
cli-unknown-zone = TZ: часовой пояс «{ $zone }» неизвестен: укажите, например, Asia/Almaty или уберите TZ
event-made = Новая экоакция { $slug }: { $date }, { $offset }
event-same-day = На этот день уже есть экоакция { $slug }. Нужную выберите с помощью --event
event-named = Экоакция без названия { $slug } теперь называется «{ $name }»
event-made-in-utc = Новая экоакция { $slug }, UTC+00:00. Изменить: tarazy event set --utc-offset
event-goes-on = Экоакция { $slug } продолжается: последняя запись { $time }
event-of-other-date = Эта экоакция – на { $date }, а не на сегодня
record-other-day = Дата записи – { $date }, а дата экоакции – { $event }
event-other-day = Экоакции на сегодня нет, показана { $slug }
event-one-of-several = Подходит несколько экоакций, показана { $slug }; другую укажите с помощью --event
zone-odds = Часовой пояс компьютера – { $here }, экоакции – { $offset }: время здесь указано по экоакции
cli-unknown-material = Материала «{ $material }» нет. Есть: { $known }
cli-unknown-grade = У материала «{ $material }» нет марки «{ $grade }». Есть: { $known }
cli-no-grades = У материала «{ $material }» нет марок: не указывайте марку
cli-bad-station = «{ $station }» не может быть кодом поста: нужны 1-8 заглавных латинских букв и цифр
cli-bad-prefix = «{ $prefix }» – не префикс: от 1 до { $most } знаков, в конце не цифра, не «+», «-» или «.»
cli-bad-date = «{ $date }» – не дата: пишите в виде 2026-01-25
cli-bad-time = «{ $time }» – не время: пишите в виде 2026-01-25T14:05:00+05:00
cli-bad-key = «{ $key }» – не ключ для --id: не более { $most } знаков из A-Z, a-z, 0-9, «.», «_», «:» и «-»
cli-key-in-use = Ключ --id { $key } у записи { $record }, а в ней другое: для новой записи возьмите новый ключ
cli-key-voided = Запись { $record } потом аннулировали или исправили, заново она не записана
cli-bad-record = «{ $record }» – не номер записи: пишите в виде A:17
cli-bad-people = «{ $typed }» – не количество людей: введите целое число от 1 до { $most }
cli-bad-count = «{ $given }» – не количество записей: введите целое число, например 20
cli-bad-target = «{ $target }» – не цель: пишите в виде paper=800, lamps=500 или total=6000
cli-in-option = { $option } «{ $given }»: { $reason }
cli-bad-form = { $option }: «{ $given }» не подходит, пишите в виде { $form }
cli-bad-language = В { $place } указано «{ $given }», допустимо: { $known }
cli-one-language = Несколько языков сменяются только в tarazy board: здесь укажите один, например --lang kk
cli-unknown-template = Шаблона «{ $template }» нет: укажите { $known } или файл .json
cli-template = Шаблон { $file } не подходит: { $reason }
cli-nothing-to-set = Не указано, что изменить: смотрите «tarazy event set --help»
cli-material-in-use = У «{ $id }» есть записи, удалить его нельзя: скройте его через --hide { $id }
cli-unit-in-use = У «{ $id }» есть записи, поэтому единица остаётся: добавьте другой материал
cli-wide-short = «{ $name }» слишком длинно для краткого названия: не более { $most } знаков
cli-all-hidden = Хотя бы один материал должен остаться видимым
cli-held = { $held } Чтобы записать, добавьте --yes
cli-bad-head = «{ $head }» – не хеш журнала: пишите, как в отчёте, A:<64 знака>
cli-long-text = { $option }: слишком длинно, не более { $most } знаков
cli-not-saved = НЕ СОХРАНЕНО (сохранено { $saved } из { $of }): { $reason }
cli-perhaps-saved = НЕИЗВЕСТНО, СОХРАНЕНО ЛИ (точно { $saved } из { $of }): { $reason }. Прежде чем повторить команду, посмотрите «tarazy log»
cli-perhaps-saved-repeat = НЕИЗВЕСТНО, СОХРАНЕНО ЛИ (точно { $saved } из { $of }): { $reason }. Повторите команду: дважды ничего не запишется
cli-saved-unanswered = Сохранено как { $record }, но ответ не удалось вывести: { $reason }
cli-output = Результат не удалось вывести: { $reason }
cli-unanswered = Сделано, но ответ не удалось вывести: { $reason }

## The data folder

cli-no-data-folder = Папка данных неизвестна: укажите --data-dir или TARAZY_DATA_DIR
cli-file = Не удалось прочесть или записать файл { $file }: { $reason }

## Entries and voids

cli-void-not-found = Записи { $record } в этой экоакции нет: список покажет «tarazy log»
cli-void-not-voidable = Запись { $record } нельзя аннулировать: это не взвешивание, не счёт людей и не передача
cli-already-void = Запись { $record } уже аннулирована
cli-no-reason = Причина не указана: добавьте --reason ТЕКСТ
cli-no-collector = Не указано, кому передано: добавьте --to ИМЯ

## Events and the list of records

event-unnamed = Экоакция
event-target = Цель: { $material }
event-target-total = Общая цель
event-closes = Закрытие
event-tare = Тара: { $name }
event-folder = Папка
event-part-of = входит в { $slug }
event-list-sealed = закрыта { $at }
event-sealed-at = Закрыта
event-reopened-at = Открыта снова
event-sealed-now = Экоакция { $event } закрыта, { $at }: { $total }, { $people }
event-sealed-before = Экоакция { $event } уже закрыта: { $at }
event-reopened = Экоакция { $event } снова открыта
event-not-sealed = Экоакция { $event } не закрыта, открывать её незачем
event-in-use = Экоакция не закрыта: в ней ещё работают. { $why }
log-voided = аннулировано: { $reason }
log-corrected = исправлено
log-corrects = вместо { $record }, взвешено в { $time }
log-conflict = учтено другое исправление
log-out = передано
log-unknown = из более новой версии: { $op }
void-undo = отмена
void-moved = записано заново в другой журнал

## Changes made by `event set`: a label before a colon and the new value

set-name = Название
set-offset = Смещение от UTC
set-division = Цена деления
set-tare = Тара { $id }
set-none = нет
set-nothing = Ничего не изменилось
set-added = добавлен
set-removed = удалён
set-hidden = скрыт
set-shown = снова виден
set-material-name = название ({ $lang })
set-material-short = краткое название ({ $lang })
set-material-key = клавиша
set-material-unit = единица
set-material-stream = направление
set-material-group = группа
set-material-grades = марки
set-material-target = цель
set-material-max = не более
set-material-confirm = подтверждать свыше

## Import: one line for each error, then their number

import-line = { $file }, строка { $row }: { $fault }
import-no-header = нет названий столбцов: укажите их, например Дата, Материал, Вес
import-duplicate-column = столбец «{ $column }» стоит дважды: уберите один
import-missing-column = не хватает столбца «{ $column }»: добавьте его или укажите в --map
import-encoding = текст не в UTF-8: сохраните файл в UTF-8
import-fields = полей { $found }, а нужно { $expected }
import-operator = «{ $name }» не может быть именем оператора: не более { $most } знаков, без управляющих знаков
import-amount = «{ $typed }»: { $reason }
import-other-material = «{ $typed }» начинается с номера другого материала: уберите всё до «*»
import-nothing-to-undo = «undo» нечего отменять: выше нужна учтённая строка поста { $station }
import-other-day = { $count ->
    [one] { $count } строка с датой { $date }, а дата экоакции – { $event }
    [few] { $count } строки с датой { $date }, а дата экоакции – { $event }
    [many] { $count } строк с датой { $date }, а дата экоакции – { $event }
   *[other] { $count } строки с датой { $date }, а дата экоакции – { $event }
}
import-several-days = Строки относятся к разным дням ({ $days }): укажите --event или разделите файл
import-strict = Ничего не добавлено: с --strict файл с предупреждениями не принимается
import-held-more = { $count ->
    [one] и ещё { $count } строка с необычным весом
    [few] и ещё { $count } строки с необычным весом
    [many] и ещё { $count } строк с необычным весом
   *[other] и ещё { $count } строки с необычным весом
}
import-known-rows = { $count ->
    [one] { $count } строка уже есть из другого импорта: чтобы всё же добавить, укажите --again
    [few] { $count } строки уже есть из другого импорта: чтобы всё же добавить, укажите --again
    [many] { $count } строк уже есть из другого импорта: чтобы всё же добавить, укажите --again
   *[other] { $count } строки уже есть из другого импорта: чтобы всё же добавить, укажите --again
}
import-refused = { $count ->
    [one] Ничего не добавлено: ошибка в { $count } строке
    [few] Ничего не добавлено: ошибки в { $count } строках
    [many] Ничего не добавлено: ошибки в { $count } строках
   *[other] Ничего не добавлено: ошибки в { $count } строки
}
import-added = { $count ->
    [one] добавлена { $count } запись
    [few] добавлены { $count } записи
    [many] добавлено { $count } записей
   *[other] добавлено { $count } записи
}
import-present = { $count ->
    [one] { $count } запись уже была
    [few] { $count } записи уже были
    [many] { $count } записей уже было
   *[other] { $count } записи уже было
}

## Verify

verify-sound = { $count ->
    [one] Журналы целы: { $count } строка, повреждений нет
    [few] Журналы целы: { $count } строки, повреждений нет
    [many] Журналы целы: { $count } строк, повреждений нет
   *[other] Журналы целы: { $count } строки, повреждений нет
}
verify-damaged = Найдено повреждений: { $count }
verify-unreadable = Журналов, не прочитанных до конца: { $count }

## Records that the console did not save before it ended

console-unsaved = Не записано на диск: { $count }. Наберите эти записи снова:
console-unsaved-kept = Не записано на диск: { $count }. Когда этот пост откроют снова, они будут в списке F11; набирайте только то, чего там нет:
console-damaged = Файл журнала изменили, заново он не записан: сверьте записи этого дня с бумагой
console-perhaps-saved = Неизвестно, сохранены ли записи: { $count }. Прежде чем набирать их снова, посмотрите последние записи:
console-perhaps-saved-kept = Неизвестно, сохранены ли записи: { $count }. Когда этот пост откроют снова, несохранённое будет в списке F11; не набирайте их снова, не посмотрев туда:

## No suitable terminal

cli-not-a-terminal = Полный экран открывается только в терминале; для файлов и каналов есть команды: tarazy --help
cli-dumb-terminal = Этот терминал (TERM) не поддерживает полный экран: запустите tarazy --plain или попробуйте TERM=xterm-256color

## Reports and their formats

cli-unknown-choice = { $option }: «{ $given }» нет. Есть: { $known }
cli-press-format = --style press бывает только text или markdown: уберите --format { $format }
cli-press-names = --style press никого не называет по имени: уберите --names
cli-press-only = { $option } бывает только с --style press: добавьте его или уберите { $option }
cli-csv-only = { $option } бывает только с --format csv: добавьте его или уберите { $option }
cli-workbook-to-terminal = Книга xlsx – не текст: укажите файл с помощью --output report.xlsx
cli-too-many-records = На листе не более 1 048 575 строк, а записей { $records }: выберите --format csv
cli-nothing-to-publish = Публиковать нечего: в этой экоакции нет ни одного взвешивания
cli-bad-year = «{ $year }» – не год: пишите в виде 2026
cli-no-season = В { $year } году не было ни одной экоакции. Есть: { $known }

## Results of `tarazy merge`, for each file of a copy and in total

merge-known = нового нет
merge-grown = { $count ->
    [one] ещё { $count } строка
    [few] ещё { $count } строки
   *[other] ещё { $count } строк
}
merge-new = { $count ->
    [one] новый: { $count } строка
    [few] новый: { $count } строки
   *[other] новый: { $count } строк
}
merge-faults = { $count ->
    [one] { $count } повреждение, как в копии
    [few] { $count } повреждения, как в копии
   *[other] { $count } повреждений, как в копии
}
merge-torn = неполная последняя строка не взята
merge-not-a-file = не взят: это ссылка, папка или устройство, а не файл
merge-stray = не взят: его имя – не код поста
merge-empty = пока пуст
merge-other-event = не взят: он от другой экоакции, { $found }
merge-unreadable = не взят: не читается
merge-unreadable-because = не взят: { $reason }
merge-changed = не взят: он менялся во время чтения, повторите
merge-local-unreadable = не взят: сначала сделайте читаемым { $station }.jsonl здесь, затем повторите
merge-no-name = не взят: нет свободного поста
merge-made = Новая экоакция: { $slug }
merge-sealed-copy = В копии экоакция закрыта ({ $at }), здесь открыта. Закрыть: tarazy seal --event { $event }
merge-sum = { $count ->
    [one] Взята { $count } строка. Теперь в { $event }: { $total }, { $people }
    [few] Взято { $count } строки. Теперь в { $event }: { $total }, { $people }
   *[other] Взято { $count } строк. Теперь в { $event }: { $total }, { $people }
}
merge-no-copy = В { $path } нет журналов: укажите папку-копию экоакции
merge-several = В { $path } несколько экоакций: укажите папку одной из них или --event: { $slugs }
merge-another-event = Это копия другой экоакции, { $name }, а не { $slug }: чтобы объединить их, пишите --into, а не --event
merge-several-here = Копия относится к нескольким экоакциям здесь: укажите одну с помощью --event: { $slugs }
merge-into-and-event = Экоакция уже указана в --into: уберите --event
merge-joined = «{ $name }» теперь входит в { $event }
merge-dates = У экоакций разные даты ({ $here } и { $copy }): проверьте папку
merge-unknown-materials = В каталоге { $event } нет материалов: { $ids }. Чтобы добавить их: { $command }
merge-part-here = { $slug } теперь входит в { $event }. Чтобы добавить и её записи: { $command }
merge-same-day = В тот же день есть { $slug }. Чтобы объединить их: { $command }
merge-unknown-event = Экоакции с журналами из { $path } здесь нет, нет и её event.json: скопируйте всю папку экоакции
merge-itself = { $path } – папка самой экоакции: укажите папку копии
merge-left-out = { $count ->
    [one] Не взят { $count } файл
    [few] Не взято { $count } файла
   *[other] Не взято { $count } файлов
}

## Sharing totals over a server (`tarazy sync`)

sync-not-built = В этой сборке нет sync: соберите с ним, cargo build --release --features sync (docs/sync.md)
sync-bad-address = «{ $server }» – не адрес: пишите nats://host:4222
sync-unreachable = Нет связи с { $server } ({ $reason }): проверьте адрес и сеть
sync-silent = { $server } не отвечает: проверьте адрес и сеть
sync-refused = По адресу { $server } никто не принимает соединений: проверьте, запущен ли там nats-server и тот ли это порт
sync-unknown-name = В сети нет адреса для { $server }: проверьте имя
sync-not-nats = { $server } – это не сервер NATS: проверьте порт
sync-denied = { $server } не пускает эту машину: укажите её ключ в --nkey или получите ключ у администратора
sync-tls = Нет защищённой связи с { $server } ({ $reason }): проверьте --ca и сертификат сервера
sync-tls-authority = Эта машина не знает центра, выдавшего сертификат { $server }: укажите файл центра в --ca
sync-tls-expired = Сертификат { $server } просрочен, или на этой машине неверные часы
sync-tls-name = В сертификате { $server } другие имена, не этот адрес: укажите имя из него или замените сертификат
sync-tls-plain = { $server } не шифрует связь: пишите nats:// без --ca или попросите администратора включить TLS
sync-no-jetstream = На { $server } нет JetStream: его должен включить администратор
sync-no-domain = Через { $server } не отвечает домен JetStream «{ $domain }»: проверьте --domain и связь с его сервером
sync-full = На { $server } нет места для новых строк: администратор должен дать JetStream больше
sync-no-stream = { $server } не подготовлен: администратору нужно один раз выполнить tarazy sync --create
sync-forbidden = { $server } запрещает { $what }: это должен разрешить администратор (docs/sync.md)
sync-no-event = На { $server } нет экоакции «{ $event }»: их список – tarazy sync --list
sync-several-events = На { $server } несколько экоакций «{ $event }»: укажите одну по её id: { $ids }
sync-unreadable-event = Эта версия не читает экоакцию «{ $event }» с { $server }: нужна более новая
sync-no-key = В { $file } нет ключа пользователя nkey (SU...)
sync-server = Ответ { $server }: { $reason }
sync-running = { $event } уже синхронизирует другая программа
sync-start = Связь не начать: { $reason }
sync-options = { $first } и { $second } вместе не указывают: уберите одно
sync-no-events = На { $server } пока нет экоакций
sync-created = { $server } готов к tarazy sync
sync-joined-here = Эта экоакция уже здесь: { $slug }
sync-started = Синхронизация с { $server }: { $events }. Выход – Ctrl+C
sync-agreed = { $event }: строки здесь и на сервере одинаковы ({ $at }). Здесь { $here }, получено { $received }, отправлено { $sent }
sync-waiting = { $event }: нет синхронизации с { $since }. { $why }
sync-missing = { $count ->
    [one] { $count } строка с сервера ждёт строк перед ней, их не прислала ни одна машина на связи
    [few] { $count } строки с сервера ждут строк перед ними, их не прислала ни одна машина на связи
   *[other] { $count } строк с сервера ждут строк перед ними, их не прислала ни одна машина на связи
}
sync-left = { $event }: { $why }
sync-nothing-here = Здесь пока нет экоакций: возьмите одну с сервера, --join; их список – --list
sync-stopped = Остановлено раньше, чем строки здесь и на сервере стали одинаковы
sync-skipped = { $event }, журнал с сервера: { $why }
sync-event-changed = { $event }: другая машина изменила event.json
sync-conflict = { $event }: другая машина изменила те же поля: { $fields }. Верны её значения, прежние – в { $file }
sync-event-unreadable = { $event }: эта версия не читает event.json с сервера и оставляет его как есть
sync-row = Синхронизация
sync-row-agreed = те же строки, что на { $server }, { $at }
sync-row-since = нет с { $since }, сервер { $server }

## Scales on a wire

scale-opened = Чтение { $port }, протокол { $protocol }. Выход – Ctrl+C
scale-silent = За 2 с не пришло ни байта: проверьте кабель, порт и передачу в настройках весов
scale-noise = За 2 с нет кадров { $protocol }, прочих байтов: { $bytes }. Проверьте протокол, скорость и чётность
scale-rate = Кадров за { $seconds } с: { $frames }; байтов вне кадров: { $noise }
scale-gone = { $port } пропал, ждём его
scale-back = { $port } снова на месте
scale-no-ports = Последовательных портов нет: подключите весы и повторите
scale-net = нетто
scale-stable = стабильно
scale-moving = нестабильно
scale-unsure = без отметки стабильности
scale-over = перегрузка
scale-minus = меньше нуля
scale-other-unit = в { $unit }, а не в кг
scale-not-ready = не готовы
scale-load-at-start = при включении был груз
scale-no-module = весовой модуль не отвечает
scale-calibration = нужна калибровка
scale-request = запрос не понят
scale-contradiction = кадр противоречит сам себе
scale-error = ошибка { $code }
scale-unknown-protocol = «{ $protocol }» – не протокол, есть { $known }
scale-option-no-port = Порт не указан: пишите cas:/dev/ttyUSB0 или massa-k:tcp:192.168.1.10:5001
scale-bad-baud = «{ $baud }» – не скорость: пишите cas:/dev/ttyUSB0@9600
scale-bad-frame = «{ $frame }» не похоже на 8N1: 7 или 8 бит, N, E или O, 1 или 2 стоп-бита
scale-bad-address = «{ $address }» – не адрес: пишите massa-k:tcp:192.168.1.10:5001
scale-bad-division = «{ $division }» – не цена деления: пишите d=5g
scale-demo-port = У учебных весов нет порта: пишите demo:
scale-port-missing = Порта { $port } нет, имеющиеся покажет tarazy scale list
scale-port-denied = У этой учётной записи нет доступа к { $port }: добавьте её в группу dialout
scale-port-busy = { $port } читает другая программа: сначала закройте её
scale-none = Весы не указаны: добавьте --scale, например --scale cas:/dev/ttyUSB0
scale-auto-alone = Для --auto нужны весы на проводе: добавьте --scale, например --scale cas:/dev/ttyUSB0
scale-auto-plain = Для --auto нужен полный экран: уберите --plain
scale-demo-event = У demo: своя временная экоакция: уберите --event
demo-event-name = ДЕМО, ничего не сохраняется
scale-port-not-serial = { $port } – не последовательный порт или не принимает эти настройки: порты покажет tarazy scale list
scale-port-failed = { $port } не открывается: { $reason }
