### What the panels of the console say.

select-material = Выберите материал
hint-select = Нажмите букву материала, наберите вес и нажмите Enter
hint-type = Наберите вес. Пробел – ещё один человек
hint-enter = Enter – записать, Esc – стереть
notice-saving = Сохраняется: { $what }
state-unsaved = не сохранено
about = примерно
more = ещё
voided-because = Аннулировано, причина: { $reason }
help-amounts = Как набирать количество
example-plain = 12 кг 500 г; можно запятую или точку
example-plus = два мешка вместе: 15,5 кг
example-tare = за вычетом тары: 11,7 кг
example-number = материал № 3, 12,5 кг; одним цифровым блоком
example-pieces = материал в штуках: 4 шт.
example-pieces-weight = 4 шт. весом 32,5 кг
example-about = примерно 12 кг
refused-group = Нужно целое число от 1 до { $most }
refused-reason = Напишите причину: хватит и одного слова
correct-how = Tab – материал, ↓ – вид, Enter – записать, Esc – отмена
quit-unsaved = { $count ->
    [one] { $count } запись не на диске и при выходе пропадёт.
    [few] { $count } записи не на диске и при выходе пропадут.
    [many] { $count } записей не на диске и при выходе пропадут.
   *[other] { $count } записи не на диске и при выходе пропадут.
}
quit-typed = «{ $typed }» ещё не записано.
quit-not-taken = Непринятых строк: { $count }.
quit-how = Enter или Esc – остаться, F10 ещё раз – выйти.
