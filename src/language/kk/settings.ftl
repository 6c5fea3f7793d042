### Бекеттің баптаулары: config.json және `tarazy config`.

## config.json қателері, файл атынан кейін

setting-line = { $file }, { $line }-жол: { $reason }
setting-syntax = бұл JSON емес, файл ескерілмеді: тырнақша, үтір және жақшаларды тексеріңіз
setting-unfinished = мәтін үзіліп қалған, файл ескерілмеді: соңына { $end } қосыңыз
setting-not-an-object = баптауларды ирек жақша ішінде жазыңыз: { $example }
setting-too-large = файл баптаулар үшін тым үлкен: ең көбі { $most } КиБ
setting-unknown-key = «{ $key }» деген баптау жоқ. Бары: { $known }
setting-duplicate-key = «{ $key }» { $line }-жолда да бар: біреуін алып тастаңыз

## Мән неге дұрыс емес, баптаудың, айнымалының не параметрдің атынан кейін

setting-not-a-text = мәнді тырнақшаға алыңыз: "…"
setting-not-a-switch = true немесе false деп тырнақшасыз жазыңыз
setting-unknown-choice = «{ $given }» деген мән жоқ. Бары: { $known }
setting-relative-path = «{ $path }» – қалтаның толық жолы емес: «/» таңбасынан бастаңыз, мысалы /srv/tarazy
setting-tilde = «~» таңбасын тек қабықша алмастырады: { $full } деп жазыңыз

## Консольде: бірнеше қате туралы бір жол

setting-faults = { $file }: { $count } қате бар, оларды «tarazy config» көрсетеді

## `tarazy config` не басып шығарады

config-file = Баптаулар: { $file }
config-no-file = Баптаулар: { $file } (ондай файл жоқ)
config-nowhere = Бұл есептік жазбаның үй қалтасы жоқ, сондықтан баптау файлы да жоқ
config-from-default = әдепкі
config-from-file = файл
config-from-environment = айнымалы: { $name }
config-from-option = параметр: { $name }
config-unset = –
config-language = мәтіндердің тілі
config-ascii = тек ASCII таңбаларымен салу
config-theme = түстер
config-mouse = тінтуір: шерту таңдайды, дөңгелек айналдырады
config-alert = енгізу қабылданбаған кездегі сигнал
config-station = бекет
config-operator = бекетте ешкім болмаса, осы оператор
config-scale = таразы
config-auto = тұрақты салмақты өзі жазу
config-data-dir = барлық экоакция жататын қалта
config-mirror = екінші көшірменің қалтасы
