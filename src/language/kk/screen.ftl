### What the panels of the console say.

select-material = Материалды таңдаңыз
hint-select = Материалдың әрпін басыңыз, салмағын теріп, Enter басыңыз
hint-type = Салмақты теріңіз. Бос орын пернесі – тағы бір адам
hint-enter = Enter – жазу, Esc – тазарту
notice-saving = Сақталып жатыр: { $what }
state-unsaved = сақталмады
about = шамамен
more = тағы
voided-because = Күші жойылған себебі: { $reason }
help-amounts = Мөлшер қалай теріледі
example-plain = 12 кг 500 г; үтір де, нүкте де жарайды
example-plus = екі қап бірге: 15,5 кг
example-tare = ыдысын шегергенде: 11,7 кг
example-number = 3-материал, 12,5 кг; тек сандық пернелермен
example-pieces = данамен саналатын материал: 4 дана
example-pieces-weight = 4 дана, салмағы 32,5 кг
example-about = шамамен 12 кг
refused-group = Адам саны 1 мен { $most } арасындағы бүтін сан болсын
refused-reason = Себебін жазыңыз: бір сөз де жетеді
correct-how = Tab – материал, ↓ – сорты, Enter – жазу, Esc – қайту
quit-unsaved = { $count ->
    [one] { $count } жазба дискіде жоқ, шықсаңыз, жоғалады.
   *[other] { $count } жазба дискіде жоқ, шықсаңыз, жоғалады.
}
quit-typed = «{ $typed }» әлі жазылмады.
quit-not-taken = Қабылданбаған жолдар: { $count }.
quit-how = Enter немесе Esc – қалу, тағы бір рет F10 – шығу.
