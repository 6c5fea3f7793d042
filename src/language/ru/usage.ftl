### Справка командной строки и ошибки в её использовании.

## Заголовки и пометки справки

usage-heading = Использование
usage-commands = Команды
usage-arguments = Аргументы
usage-options = Параметры
usage-common-options = Параметры всех команд
usage-any-options = ПАРАМЕТРЫ
usage-default = [по умолчанию: { $value }]
usage-possible = [возможные значения: { $values }]
usage-manual-name = НАЗВАНИЕ
usage-manual-synopsis = ИСПОЛЬЗОВАНИЕ
usage-manual-description = ОПИСАНИЕ
usage-manual-commands = КОМАНДЫ
usage-manual-weighing = ВЗВЕШИВАНИЕ
usage-manual-version = ВЕРСИЯ

## Неверное использование

usage-see = Подробнее: { $command } --help
usage-unknown-option = Параметра { $option } нет
usage-unknown-option-similar = Параметра { $option } нет. Похожие: { $similar }
usage-dash-value = Параметра { $option } нет: если это значение, поставьте перед ним «--» и пробел
usage-unknown-command = Команды «{ $given }» нет. Есть: { $known }
usage-unknown-command-similar = Команды «{ $given }» нет. Похожие: { $similar }
usage-missing-command = Не хватает команды. Есть: { $known }
usage-too-many = «{ $given }» – лишний аргумент
usage-missing = Не хватает: { $arguments }
usage-no-value = Не хватает значения: { $option }
usage-no-choice = Не хватает значения: { $option }. Есть: { $known }
usage-takes-no-value = У параметра { $option } нет значения: уберите «{ $given }»
usage-twice = Параметр { $option } указан дважды: уберите один
usage-not-utf8 = Аргумент не в UTF-8: напишите его в UTF-8
usage-not-understood = Аргументы непонятны: сверьте их со строкой «Использование»
usage-console-options = Параметры перед командой относятся только к консоли. Напишите после команды: { $options }

## Команды

command-tarazy = Консоль поста взвешивания на экоакции. Открывается, если команда не указана
command-weighing = В консоли наберите букву материала и вес (q12,5) или сначала вес, а за ним букву (12,5q), затем нажмите Enter. Все клавиши покажет F1.
command-watch = Открыть консоль только для просмотра, для руководителя
command-board = Открыть экран для зрителей (проектор); закрыть его – F10
command-event = Создать, изменить, перечислить и показать экоакции
command-event-new = Создать экоакцию и вывести её код
command-event-set = Изменить экоакцию и вывести отличия; журналы не меняются
command-event-list = Перечислить экоакции, новые сверху
command-event-show = Показать одну экоакцию
command-add = Записать одно взвешивание
command-people = Посчитать ещё людей
command-out = Записать передачу
command-balance = Сравнить собранное и переданное
command-void = Аннулировать взвешивание, счёт людей или передачу
command-import = Импортировать таблицу взвешиваний: CSV, XLSX, XLS или ODS
command-merge = Взять журналы из скопированной папки экоакции
command-sync = Общие итоги с другими машинами через сервер NATS
command-seal = Закрыть экоакцию: отметить последнюю строку каждого журнала и больше ничего не записывать
command-reopen = Снова открыть закрытую экоакцию
command-log = Перечислить записи, новые снизу
command-report = Вывести итог экоакции
command-season = Вывести экоакции одного года рядом
command-sheet = Вывести бумажный бланк учёта на случай, если отключат свет
command-verify = Проверить каждую строку каждого журнала
command-config = Вывести настройки поста и проверить их
command-scale = Показать, что передают весы по кабелю, и перечислить последовательные порты
command-scale-watch = Печатать каждый кадр весов, для настройки
command-scale-list = Перечислить последовательные порты по постоянным именам
command-completions = Вывести автодополнение для оболочки
command-man = Вывести страницу руководства
command-help = Вывести эту справку или справку команды

## Параметры всех команд

option-data-dir = Папка со всеми экоакциями [переменная: TARAZY_DATA_DIR]
option-event = Экоакция: её код, дата или начало кода или названия [по умолчанию: сегодняшняя, если она может быть только одна]
option-lang = Язык текстов: kk, ru или en; в «board» могут сменяться несколько, например kk,ru [переменная: TARAZY_LANG] [по умолчанию: язык системы]
option-help = Вывести справку
option-version = Вывести версию

## Параметры экранов

option-station-console = Пост [переменная: TARAZY_STATION] [по умолчанию: первый свободный]
option-operator-console = Оператор поста
option-ascii = Рисовать только знаками ASCII [переменная: TARAZY_ASCII]
option-theme = Цвета [переменная: TARAZY_THEME]
option-mouse = Включить мышь: щелчок выбирает панель, колесо прокручивает списки. Выделять текст в терминале тогда нельзя [переменная: TARAZY_MOUSE]
option-alert = Сигнал, если ввод не принят [переменная: TARAZY_ALERT]
option-scale = Весы: wedge, wedge:ПРЕФИКС или протокол и порт, например cas:/dev/ttyUSB0@9600,8N1 [переменная: TARAZY_SCALE]
option-auto = Записывать вес с весов на проводе без клавиши, как только он установится [переменная: TARAZY_AUTO]
option-scale-wire = Протокол и порт: cas:/dev/ttyUSB0@9600,8N1 или massa-k:tcp:192.168.1.10:5001
option-frames = Закончить после указанного числа кадров
option-mirror = Хранить вторую копию журнала в этой папке, например на флешке [переменная: TARAZY_MIRROR]
option-plain = Работать построчно: для программ чтения с экрана и простых терминалов; справку покажет «?»

## Параметры команд, которые записывают

option-material = Материал: его код, буква клавиши или номер
option-amount = Количество, например 12,5 или 12,5-0,8
option-amount-out = Количество, например 320 или 12500-9800
option-station = Пост, который записывает [переменная: TARAZY_STATION] [по умолчанию: A]
option-operator = Оператор поста начиная с этой записи
option-grade = Марка, например 1
option-at = Когда взвешено, например 2026-01-25T14:05:00+05:00 [по умолчанию: сейчас]
option-at-out = Когда передано, например 2026-01-25T14:05:00+05:00 [по умолчанию: сейчас]
option-source = Откуда количество, если взвешено не сейчас
option-id = Ключ по вашему выбору: если повторить с ним команду, вторая запись не появится
option-yes = Записать количество, даже если оно необычное
option-people = Сколько людей
option-to = Кому передано
option-record = Запись, например A:17
option-reason = Причина
option-reason-reopen = Причина; она будет в каждом отчёте
option-station-void = Пост, который записывает [по умолчанию: пост самой записи, иначе первый свободный]
option-import-file = Таблица: CSV или другой текст, XLSX, XLS или ODS
option-sheet = Лист книги [по умолчанию: первый с таблицей]
option-map = Ответы на вопросы, как их выводит --dry-run --json
option-dry-run = Ничего не записывать и вывести, что будет импортировано
option-json-import = С --dry-run: вывести заготовку для --map
option-station-import = Пост строк, где он не указан [переменная: TARAZY_STATION] [по умолчанию: A]
option-dates = Порядок в датах вроде 04/07/2022: сначала день или месяц
option-decimal-import = Десятичный знак чисел вроде 1,800
option-strict = Ничего не добавлять, если есть предупреждение
option-again = Добавить и строки, которые уже есть из другого файла

## Параметры других команд

option-json = Вывести JSON
option-output = Записать в этот файл: целиком или никак
option-format = Формат
option-format-sheet = Формат: HTML – для печати на A4, текст – для любого принтера
option-style = Полный отчёт или текст для публикации
option-decimals = Знаков после запятой у килограммов в тексте для публикации
option-with-other = Публиковать и материал «Прочее»
option-separator = Между ячейками csv: запятая, точка с запятой или tab
option-report-decimal = В csv – килограммы с этим десятичным знаком, а не граммы
option-names = Назвать операторов каждого поста
option-year = Год, например 2026 [по умолчанию: год последней экоакции]
option-only-station = Только записи этого поста
option-only-material = Только записи этого материала
option-last = Только указанное число последних записей
option-copy = Копия: папка экоакции, её папка stations или папка данных, в которой есть экоакция
option-into = Сделать экоакцию из копии частью этой экоакции
option-sync-server = Сервер: nats://host:4222 или tls://host:4222; серверы кластера через запятую
option-sync-all = Синхронизировать все экоакции из папки данных
option-sync-join = Сначала взять с сервера эту экоакцию: её код или id
option-sync-list = Вывести список экоакций на сервере
option-sync-once = Завершить, как только на сервере и на этой машине будут одинаковые строки
option-sync-create = Подготовить сервер ключом администратора и завершить
option-sync-nkey = Файл с ключом nkey этой машины
option-sync-new-nkey = Записать новый ключ nkey в этот файл, вывести его открытую часть для сервера и завершить
option-sync-ca = Файл с сертификатом центра, который подписал сертификат сервера
option-sync-domain = Домен JetStream, если он не свой у сервера
option-head = Последний хеш журнала, как в отчёте; если его в журнале больше нет, это ошибка
option-shell = Оболочка

## Параметры `event new` и `event set`

option-name = Название экоакции
option-name-set = Название экоакции; код не меняется
option-date = День, например 2026-01-25 [по умолчанию: сегодня]
option-date-set = День, например 2026-01-25
option-venue = Место
option-venue-set = Место; "" убирает его
option-organiser = Организатор
option-organiser-set = Организатор; "" убирает его
option-supporter = Кто поддерживает
option-supporter-set = Кто поддерживает; "" убирает
option-template = eco-action, swap, subbotnik или файл, например event.json другой экоакции
option-target = Цель в килограммах или штуках: paper=800, lamps=500, total=6000
option-target-set = Цель: paper=800, lamps=500, total=6000; paper= убирает её
option-closes = Время закрытия, например 16:00
option-closes-set = Время закрытия, например 16:00; "" убирает его
option-utc-offset = Смещение местного времени от UTC, например +05:00
option-division = Цена деления весов в граммах; если меньше 10, после запятой могут быть три цифры
option-tare = Вес тары в килограммах, например crate=1,8; crate= убирает её
option-add = Новый материал – в килограммах, если --unit не меняет единицу
option-unit = Единица: kg или pcs; только для материала без записей
option-stream = Направление материала
option-group = Группа, под которой материал публикуется; КОД= убирает её
option-grades = Марки, например plastic=1,2,5; КОД= убирает их
option-rename = Название на языке --lang; на другом языке – КОД:kk=НАЗВАНИЕ
option-short = Краткое название, не более 12 знаков; на другом языке – КОД:kk=НАЗВАНИЕ
option-key = Клавиша материала, буква; КОД= убирает её
option-max = Наибольшее количество в одной записи
option-confirm-above = Количество, свыше которого запись надо подтвердить
option-hide = Скрыть материал; его записи учитываются
option-show = Снова показать скрытый материал
option-remove = Удалить материал из каталога; только если у него нет записей

## Названия значений

value-command = КОМАНДА
value-dir = ПАПКА
value-event = ЭКОАКЦИЯ
value-lang = ЯЗЫК
value-station = ПОСТ
value-name = ИМЯ
value-title = НАЗВАНИЕ
value-switch = ЗНАЧЕНИЕ
value-theme = ЦВЕТА
value-alert = СИГНАЛ
value-scale = ВЕСЫ
value-material = МАТЕРИАЛ
value-amount = КОЛИЧЕСТВО
value-grade = МАРКА
value-time = ВРЕМЯ
value-source = ИСТОЧНИК
value-key = КЛЮЧ
value-count = ЧИСЛО
value-record = ЗАПИСЬ
value-text = ТЕКСТ
value-json-file = ФАЙЛ.json
value-file = ФАЙЛ
value-folder = ПАПКА
value-format = ФОРМАТ
value-style = ВИД
value-separator = ЗНАК
value-year = ГОД
value-head = ПОСТ:ХЕШ
value-shell = ОБОЛОЧКА
value-date = ДАТА
value-template = НАЗВАНИЕ|ФАЙЛ.json
value-closes = ЧЧ:ММ
value-offset = СМЕЩЕНИЕ
value-grams = ГРАММЫ
value-id = КОД
value-id-amount = КОД=КОЛИЧЕСТВО
value-id-kg = КОД=КГ
value-id-name = КОД=НАЗВАНИЕ
value-id-unit = КОД=ЕДИНИЦА
value-id-stream = КОД=НАПРАВЛЕНИЕ
value-id-group = КОД=ГРУППА
value-id-grades = КОД=МАРКИ
value-id-key = КОД=КЛАВИША
value-url = URL
value-domain = ДОМЕН
