### What is wrong with an amount, an event, a journal.

## An amount that is refused: what is wrong, what to type instead. At most 76 columns.

amount-empty = Салмақ терілмеді: 12,5 сияқты сан теріңіз
amount-empty-pieces = Саны терілмеді: 4 сияқты бүтін сан теріңіз
amount-too-long = Тым ұзын, ең көбі { $most } таңба: қосындыны бөліп жазыңыз
amount-stray = «{ $char }» салмаққа жатпайды: оны өшіріңіз
amount-two-marks = Бір санда бөлшек белгісі біреу ғана болсын: 1250,5
amount-mark-at-edge = Бөлшек белгісінің екі жағында да цифр болсын: 0,5
amount-too-fine = Үтірден кейін ең көбі { $decimals } цифр; мыңдықты белгісіз жазыңыз: 1250
amount-zero = Нөл жазылмайды: нөлден үлкен сан теріңіз
amount-sign-at-edge = Белгінің екі жағында да сан болсын: 12,5+3-0,8
amount-tare-not-below-gross = Тара бруттодан кем болуы керек: 12,5-0,8
amount-space-inside = Сандар арасында бос орын болмайды: 1250 немесе 12+50 деп теріңіз
amount-not-whole = Даналап саналады: үтірсіз бүтін сан теріңіз, мысалы 4
amount-pieces-tare = Даналап саналады, тарасы болмайды: тек санын теріңіз, мысалы 4
amount-pieces-unit = Даналап саналады: «кг» жазбай санын теріңіз, мысалы 4 немесе 4/32,5
amount-weighted-pieces = Килограммен өлшенеді: «/» белгісінсіз салмағын теріңіз, мысалы 12,5
amount-star = «*» тек басында, материал нөмірінен кейін тұрады: 3*12,5
amount-about = «~» тек басында, бір рет қойылады: ~12,5
amount-kazakh-mix = Қазақша жайма қосулы: EN жаймасына ауысыңыз не цифрлық блокта теріңіз
over-mass = Бір жазбада ең көбі { $most } кг болады: салмақты тексеріңіз не бөліп жазыңыз
over-pieces = Бір жазбада ең көбі { $most } дана болады: санын тексеріңіз не бөліп жазыңыз
over-people = Бір жазбада 1-ден { $most } адамға дейін болады

## event.json and its catalogue

event-json = event.json қате жазылған: { $reason }
event-format = event.json жаңа нұсқада жазылған (пішімі { $format }): бағдарламаны жаңартыңыз
event-name = Экоакцияның атауы 1-ден { $most } таңбаға дейін болуы керек
event-division = division_g 1 мен 1000 арасында болуы керек, мұнда { $division }
catalogue-count = Материал саны 1 мен { $most } арасында болуы керек, мұнда { $count }
catalogue-bad-id = «{ $id }» материал коды бола алмайды: a-z, 0-9 және «-», ең көбі 32 таңба
catalogue-duplicate-id = «{ $id }» материалы екі рет берілген: біреуін атын өзгертіңіз
catalogue-duplicate-key = { $key } пернесінде екі материал тұр: { $first } және { $second }
catalogue-bad-key = «{ $id }» материалының пернесі «{ $key }» емес, латын бас әрпі болуы керек
catalogue-unknown-stream = «{ $id }» материалының «{ $stream }» ағыны streams тізімінде жоқ
catalogue-unknown-group = «{ $id }» материалының «{ $group }» тобы groups тізімінде жоқ
catalogue-bad-limit = «{ $id }» материалының шегі нөлден үлкен, 4000 тоннадан аспайтын болуы керек
catalogue-no-name = «{ $id }» материалының бір тілде болса да атауы болуы керек
