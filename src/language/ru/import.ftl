## Import of tables: what is wrong with a file, doubts, and what was read

import-in-file = { $file }: { $fault }
import-lines = { $file }, строки { $rows }: { $fault }
import-more-rows = { $rows } и ещё { $count }
import-not-a-table = это не таблица, которую можно прочитать: сохраните как XLSX, ODS или CSV
import-password = файл защищён паролем: сохраните его без пароля
import-no-sheet = листа «{ $sheet }» нет. Есть: { $known }
import-no-sheets = в текстовом файле нет листов: уберите --sheet
import-unclosed-quote = здесь открыта кавычка и нигде не закрыта: закройте её или уберите
import-too-large = на листе слишком много ячеек: импортируйте часть
import-nothing = ни в одной строке нет количества: заполните столбец или укажите его в --map
import-several-columns = несколько столбцов подходят под «{ $role }»: { $columns }. Выберите в --map
import-bad-meaning = --map: столбец «{ $column }» не может быть «{ $meaning }»: напишите kg, date или код материала
import-bad-map = { $file } не годится для --map: { $reason }
import-no-header-near = эта строка больше всего похожа на названия столбцов, но не хватает: { $missing }. Переименуйте столбцы или укажите их в --map
import-header-columns = Столбцы строки { $row }: { $columns }
import-empty = файл пуст: импортировать нечего
import-no-rows = под названиями столбцов нет ни одной строки: импортировать нечего
import-hidden-line-end = внутри этой строки невидимый конец строки ({ $character }): возьмите ячейку в кавычки или начните новую строку
import-unknown-material = --map: «{ $name }» не может быть «{ $answer }»: такого материала нет
import-unknown-type = --map: «{ $name }» не может быть «{ $answer }»: у материала нет такой марки
import-unknown-station = --map: «{ $name }» не может быть «{ $answer }»: код поста – до 8 заглавных латинских букв и цифр
import-nearest = { $fault }. Похожие: { $proposals }
import-known = { $fault }. Есть: { $known }
import-known-materials = Материалы: { $known }

## What a column contains

import-role-date = дата
import-role-time = время
import-role-station = пост
import-role-operator = оператор
import-role-material = материал
import-role-grade = марка
import-role-amount = количество
import-role-gross = брутто
import-role-tare = тара
import-role-net = нетто
import-role-unit = единица
import-role-pieces = штуки
import-role-people = люди
import-role-other = не импортируется

## Faulty rows

import-bad-day = «{ $day }» – не дата: пишите в виде 25.01.2026
import-time-of-day = «{ $time }» – не время: пишите в виде 14:05
import-no-day = нет даты: впишите её или добавьте в --map "bad_dates":"above" или "skip"
import-no-event-day = дата не указана: укажите экоакцию через --event
import-no-material = нет материала: впишите его
import-unreadable = «{ $typed }» – не количество: напишите число, например 12,5
import-too-fine = «{ $typed }» точнее грамма: округлите до целых граммов
import-negative = «{ $typed }» меньше нуля: импортируются только положительные количества
import-foreign = «{ $typed }» – фунты или унции: переведите в килограммы
import-not-pieces = «{ $typed }» – не число штук, а этот материал считают: напишите, сколько их
import-not-mass = «{ $typed }» – не вес, а этот материал взвешивают: напишите килограммы
import-unit = «{ $unit }» – не единица: пишите кг, г, т или шт
import-date-as-amount = таблица превратила количество в дату { $day }: введите число заново
import-uncomputed = у формулы нет значения: откройте файл в табличной программе и сохраните
import-cell-error = в ячейке ошибка { $error }: исправьте формулу
import-net-differs = брутто { $gross } минус тара { $tare } не равно нетто { $net }: исправьте одно из них
import-two-grades = в «{ $name }» уже названа марка, и это не «{ $grade }»: исправьте одно из них
import-split-amount = запятая в «{ $typed }» здесь разделяет ячейки: возьмите количество в кавычки
import-perhaps-total = эти количества – суммы строк выше: напишите перед ними день или «Итого»
import-second-table = после «{ $caption }» начинается другая таблица: импортируйте её отдельно или уберите
import-perhaps-day = «{ $caption }» – возможно, день строк ниже: напишите в этой строке только день
import-not-weighed = строка названа «{ $name }», возможно, это не взвешивание: уберите строку или дайте ей другое имя
import-sum-of-types = это количество – сумма марок рядом с ним: оставьте марки или сумму, но не то и другое
import-hidden-row = строка скрыта: покажите все строки или удалите её и сохраните файл заново
import-struck-row = строка зачёркнута: удалите её или снимите зачёркивание
import-not-collected = в столбце «{ $column }» стоит «{ $value }»: уберите строку или укажите для столбца null в --map
import-shown = в ячейке { $number }, а её формат показывает при числе «{ $unit }»: задайте столбцу обычный числовой формат
import-merged-amount = ячейка с количеством объединена для нескольких материалов: впишите количество каждого

## Doubts

import-doubt-material = «{ $name }» – это может быть { $proposals }: выберите в --map
import-doubt-column = в столбце «{ $column }» количества неизвестного материала: укажите его в --map
import-doubt-column-of = столбец «{ $column }» – это может быть { $proposals }: выберите в --map
import-doubt-dates = «{ $example }» читается двояко: добавьте --dates dmy или --dates mdy
import-doubt-decimal = «{ $example }» читается двояко: добавьте --decimal comma или --decimal point
import-doubt-day-number = «{ $example }» – возможно, номер дня из таблицы: добавьте в --map "day_numbers":true
import-doubt-unknown = «{ $name }» – не материал: выберите материал в --map
import-doubt-year = в «{ $example }» нет года: впишите его или добавьте в --map "year":2026
import-more-doubts = { $count ->
    [one] Неясно ещё { $count } название
    [few] Неясны ещё { $count } названия
    [many] Неясно ещё { $count } названий
   *[other] Неясно ещё { $count } названий
}
import-ask = Строки { $rows }: { $doubt }
import-ask-row = Строка { $row }: { $doubt }
import-ask-material = Номер или код материала (пусто – прервать):
import-ask-station = Код поста, например A (пусто – прервать):
import-ask-number = Номер (пусто – прервать):
import-ask-year = Год, например 2026 (пусто – прервать):
import-choice-leave-out = Не импортировать
import-choice-day-first = Сначала день, потом месяц
import-choice-month-first = Сначала месяц, потом день
import-choice-comma = Запятая отделяет дробную часть
import-choice-point = Точка отделяет дробную часть
import-choice-day-numbers = Эти числа – номера дней из таблицы
import-choice-no-day-numbers = Это не дни
import-choice-above = Взять дату строки выше
import-choice-skip = Пропустить эти строки

## What was read

import-note-encoding = Текст не в UTF-8: прочитан как { $encoding }
import-note-sheet = Импортируется лист «{ $sheet }». Другие, через --sheet: { $others }
import-note-titles = Строки над таблицей: { $rows }
import-note-totals = Строки итогов, не импортируются: { $rows }
import-note-ignored = Столбцы, которые не импортируются: { $columns }
import-note-nothing = { $count ->
    [one] В { $count } строке нет количества
    [few] В { $count } строках нет количества
    [many] В { $count } строках нет количества
   *[other] В { $count } строках нет количества
}
import-note-nothing-beside = Строки без количества, где число стоит в другой ячейке: { $rows }
import-note-stations-down = { $count ->
    [one] { $count } строка получила пост строки выше
    [few] { $count } строки получили пост строк выше
    [many] { $count } строк получили пост строк выше
   *[other] { $count } строк получили пост строк выше
}
import-note-left-out = { $count ->
    [one] { $count } строка пропущена, как сказано в ответах
    [few] { $count } строки пропущены, как сказано в ответах
    [many] { $count } строк пропущено, как сказано в ответах
   *[other] { $count } строк пропущено, как сказано в ответах
}
import-note-not-counted = { $count ->
    [one] { $count } запись отчёта не импортируется: она не учтена или это передача
    [few] { $count } записи отчёта не импортируются: они не учтены или это передачи
    [many] { $count } записей отчёта не импортируется: они не учтены или это передачи
   *[other] { $count } записей отчёта не импортируется: они не учтены или это передачи
}
import-note-rounded = { $count ->
    [one] В { $count } значении убрана погрешность таблицы
    [few] В { $count } значениях убрана погрешность таблицы
    [many] В { $count } значениях убрана погрешность таблицы
   *[other] В { $count } значениях убрана погрешность таблицы
}
import-note-filled-down = { $count ->
    [one] { $count } строка получила дату строки выше
    [few] { $count } строки получили дату строк выше
    [many] { $count } строк получили дату строк выше
   *[other] { $count } строк получили дату строк выше
}
import-note-without-time = { $count ->
    [one] { $count } строка без времени
    [few] { $count } строки без времени
    [many] { $count } строк без времени
   *[other] { $count } строк без времени
}
import-note-blank = { $count ->
    [one] { $count } пустая строка
    [few] { $count } пустые строки
    [many] { $count } пустых строк
   *[other] { $count } пустых строк
}
import-note-answers = Применяются ответы прошлого импорта: { $file }
import-note-answers-stored = Ответы сохранены для следующего импорта: { $file }
import-lost-letters = «?» вместо потерянной буквы (строки: { $rows }): сохраните файл заново в UTF-8
import-total-differs = Итог в строке { $row } – { $stated }, а строки дают { $ours }
import-summary-text = { $file }: { $encoding }, разделитель { $separator }
import-summary-sheet = { $file }: лист «{ $sheet }»
import-summary-event = Экоакция: { $name }, { $date }
import-summary-header = Названия столбцов: строка { $row }
import-more-columns = { $count ->
    [one] ещё { $count } столбец
    [few] ещё { $count } столбца
    [many] ещё { $count } столбцов
   *[other] ещё { $count } столбцов
}
import-summary-rows = { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записей
}
import-summary-total = Итого: { $mass }
import-summary-total-agrees = Итог в строке { $row } сходится: { $stated }
import-summary-nothing-written = Ничего не записано
