### Настройки поста: config.json и `tarazy config`.

## Ошибки в config.json, после имени файла

setting-line = { $file }, строка { $line }: { $reason }
setting-syntax = это не JSON, и файл не учтён: проверьте кавычки, запятые и скобки
setting-unfinished = текст обрывается, и файл не учтён: допишите { $end }
setting-not-an-object = запишите настройки в фигурных скобках: { $example }
setting-too-large = файл слишком велик для настроек: не более { $most } КиБ
setting-unknown-key = настройки «{ $key }» нет. Есть: { $known }
setting-duplicate-key = «{ $key }» уже есть в строке { $line }: оставьте одно значение

## Почему значение неверно, после имени настройки, переменной или параметра

setting-not-a-text = возьмите значение в кавычки "…"
setting-not-a-switch = напишите true или false, без кавычек
setting-unknown-choice = «{ $given }» не подходит. Можно: { $known }
setting-relative-path = «{ $path }» – не полный путь: начните его с «/», например /srv/tarazy
setting-tilde = «~» заменяет только оболочка: напишите { $full }

## В консоли: одна строка о нескольких ошибках

setting-faults = { $count ->
    [one] { $file }: { $count } ошибка, смотрите «tarazy config»
    [few] { $file }: { $count } ошибки, смотрите «tarazy config»
    [many] { $file }: { $count } ошибок, смотрите «tarazy config»
   *[other] { $file }: { $count } ошибки, смотрите «tarazy config»
}

## Что печатает `tarazy config`

config-file = Настройки: { $file }
config-no-file = Настройки: { $file } (такого файла нет)
config-nowhere = У этой учётной записи нет домашней папки, а значит, и файла настроек
config-from-default = по умолчанию
config-from-file = файл
config-from-environment = переменная { $name }
config-from-option = параметр { $name }
config-unset = –
config-language = язык текстов
config-ascii = рисовать только знаками ASCII
config-theme = цвета
config-mouse = мышь: щелчок выбирает, колесо прокручивает
config-alert = сигнал, если ввод не принят
config-station = пост
config-operator = оператор, если на посту никого нет
config-scale = весы
config-auto = записывать устойчивый вес без клавиши
config-data-dir = папка со всеми экоакциями
config-mirror = папка для второй копии
