### Reports.

## Labels of a report

report-people = Участники
report-entries = Записи
report-total = Итого
report-material = Материал
report-net = Нетто
report-date = Дата
report-venue = Место
report-organiser = Организатор
report-supporter = При поддержке
report-hours = По часам
report-stations = Посты
report-voided = Аннулировано

## The published list: one item per material or group

press-kg = { $name } – { $amount } кг
press-pcs = { $name } – { $amount } шт.
press-about = примерно { $item }
press-over-tonnes = { $name } – более { $amount } т
