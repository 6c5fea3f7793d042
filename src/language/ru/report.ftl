### Reports.

## Labels of a report

report-people = Участники
report-entries = Записи
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
report-groups = Публикуется вместе
report-out = Передано
report-no-grade = без сорта
report-pieces-weight = масса { $weight }
report-target = { $percent } % цели ({ $target })
report-about-note = ~ примерно: в сумме есть оценки на глаз
report-verified = Журналы целы, их цепочки не нарушены.
report-damaged = Журналы повреждены, учтено всё, что читается:
stream-recycling = Переработка
stream-hazardous = Опасные отходы
stream-food = Продукты питания
stream-reuse = Повторное использование
stream-residue = Прочее

## The paper tally sheet

sheet-title = Бланк учёта
sheet-station = Пост
sheet-operator = Оператор
sheet-number = Лист №
sheet-how = Одно взвешивание – одна клетка: 12,5. Ошибку зачеркните, поверх не пишите.
sheet-people = Люди: одна отметка – один человек
