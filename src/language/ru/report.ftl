### Reports.

## Labels of a report

report-people = Участники
report-entries = Взвешивания
report-total = Итого
report-date = Дата
report-venue = Место
report-organiser = Организатор
report-supporter = При поддержке
report-hours = По часам
report-stations = Посты
report-voided = Аннулировано

## Sections of a report

report-event-slug = Код экоакции
report-streams = По направлениям
report-materials = В килограммах
report-pieces = В штуках
report-groups = Публикуется одной строкой
report-out = Собрано и передано
report-no-grade = без марки
report-pieces-weight = вес { $weight }
report-target = { $percent }% цели ({ $target })
report-about-note = ~ примерно: в сумме есть оценки на глаз
report-verified = Журналы целы, их цепочки не нарушены.
report-damaged = Журналы повреждены, учтено всё, что читается:
stream-recycling = Переработка
stream-hazardous = Опасные отходы
stream-food = Продукты питания
stream-reuse = Повторное использование
stream-residue = Прочие отходы

## The paper tally sheet

sheet-title = Бланк учёта
sheet-station = Пост
sheet-operator = Оператор
sheet-number = Лист №
sheet-how = Одно взвешивание – одна клетка: 12,5. Ошибку зачеркните, поверх не пишите.
sheet-people = Люди: одна отметка – один человек

## Columns and notes of tables

report-material = Материал
report-stream = Направление
report-share = Доля
report-goal = Цель
report-grade = { $material }, марка { $grade }
report-weighing = Вес
report-hour = Час
report-without-time = без времени
report-station = Пост
report-head = Хеш последней строки журнала
report-operators = Операторы
report-a-head = На человека, кг
report-pieces-note = Учтённое в штуках не входит в сумму килограммов.
report-voided-note = Аннулированные записи не входят ни в одну сумму.
report-sealed = Экоакция закрыта: { $at }.
report-reopened = Экоакция была закрыта ({ $sealed }) и открыта снова ({ $at }): { $reason }
report-kilograms-hour = Килограммы по часам
report-people-hour = Люди по часам
sums-damaged = Внимание: журналы повреждены или не читаются ({ $files }), учтено только то, что читается: см. «tarazy verify --event { $event }»
report-in-events = { $file } – в папке экоакций, туда отчёты не пишутся: укажите другую папку
stream-given = Принесли
stream-taken = Забрали
stream-none = Без направления

## The text for publication

plural-category = { $count ->
    [one] one
    [few] few
    [many] many
   *[other] other
}
press-mass = { $amount } { $name }
press-mass-of = { $name } – { $amount }
press-kg = { $amount } кг
press-kg-about = около { $amount } кг
press-kg-under = менее { $amount } кг
press-tonnes = { $form ->
    [one] { $amount } тонна
    [few] { $amount } тонны
    [many] { $amount } тонн
   *[other] { $amount } тонны
}
press-tonnes-more = { $form ->
    [one] более { $amount } тонны
    [few] более { $amount } тонн
    [many] более { $amount } тонн
   *[other] более { $amount } тонны
}
press-tonnes-almost = { $form ->
    [one] почти { $amount } тонна
    [few] почти { $amount } тонны
    [many] почти { $amount } тонн
   *[other] почти { $amount } тонны
}
press-tonnes-about = { $form ->
    [one] около { $amount } тонны
    [few] около { $amount } тонн
    [many] около { $amount } тонн
   *[other] около { $amount } тонны
}
press-pieces = { $amount } { $name }
press-pieces-about = примерно { $amount } { $name }
press-pieces-of = { $name } – { $amount } шт.
press-pieces-of-about = { $name } – примерно { $amount } шт.
press-grades = { $item } ({ $grades })

## The lead and the lists of the text for publication

press-month = { $month ->
    [m1] { $day } января
    [m2] { $day } февраля
    [m3] { $day } марта
    [m4] { $day } апреля
    [m5] { $day } мая
    [m6] { $day } июня
    [m7] { $day } июля
    [m8] { $day } августа
    [m9] { $day } сентября
    [m10] { $day } октября
    [m11] { $day } ноября
   *[m12] { $day } декабря
}
press-year = { $day } { $year } года
press-days = { $first } – { $last }
press-days-of-month = { $first }–{ $last }
press-lead = { $day }: { $happened }
press-lead-at = { $day }, { $venue }: { $happened }
press-came-to = { $kind ->
    [eco-action] в экоакции
    [swap] в обмене
    [subbotnik] в субботнике
   *[other] в мероприятии
}
press-came-to-named = { $kind ->
    [eco-action] в экоакции «{ $name }»
    [swap] в обмене «{ $name }»
    [subbotnik] в субботнике «{ $name }»
   *[other] в мероприятии «{ $name }»
}
press-came = { $form ->
    [one] { $event } участвовал { $amount } человек.
    [few] { $event } участвовали { $amount } человека.
    [many] { $event } участвовали { $amount } человек.
   *[other] { $event } участвовали { $amount } человека.
}
press-held = { $kind ->
    [eco-action] прошла экоакция.
    [swap] прошёл обмен.
    [subbotnik] прошёл субботник.
   *[other] прошло мероприятие.
}
press-held-named = { $kind ->
    [eco-action] прошла экоакция «{ $name }».
    [swap] прошёл обмен «{ $name }».
    [subbotnik] прошёл субботник «{ $name }».
   *[other] прошло мероприятие «{ $name }».
}
press-organiser = Организатор: { $name }.
press-supporter = При поддержке: { $name }.
press-nothing = Ничего не собрано.
press-collected = Собрано:
press-also = А также:
press-given = Принесено:
press-taken = Забрано:
press-sum = всего по списку – { $amount }
press-and = { $first } и { $last }

## The workbook: names of sheets, columns and kinds of records

workbook-summary = Сводка
workbook-materials = Материалы
workbook-types = Марки
workbook-handed-over = Передано
workbook-hours = Часы
workbook-record = Запись
workbook-kind = Вид записи
workbook-time = День и время
workbook-operator = Оператор
workbook-material-id = Код материала
workbook-type = Марка
workbook-net = Нетто, кг
workbook-gross = Брутто, кг
workbook-tare = Тара, кг
workbook-pieces = Штуки
workbook-pieces-weight = Вес штук, кг
workbook-estimate = Примерно
workbook-status = Состояние
workbook-reason = Причина
workbook-unit = Единица
workbook-reached = Выполнение цели
workbook-kind-entry = взвешивание
workbook-kind-hand-over = передача
workbook-kind-people = люди
workbook-counted = учтено
workbook-yes = да

## The report of a year

season-title = { $year } год
season-sum = Итого
season-event = Название
season-total = Килограммы
season-difference = Изменение
season-pieces = Штуки
season-damaged = Журналы повреждены: { $events }
season-verified = Все журналы целы.
season-pieces-of = { $stream }, шт.
kind-eco-action = Экоакции
kind-swap = Обмены
kind-subbotnik = Субботники
