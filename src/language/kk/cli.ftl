### The command line.

## What was asked for and does not exist, or is not written as it should be

cli-unknown-event = «{ $slug }» деген экоакция жоқ: тізімін «tarazy event list» көрсетеді
cli-no-event = Әзірге бірде-бір экоакция жоқ: «tarazy event new АТАУЫ» арқылы ашыңыз
cli-bad-slug = «{ $slug }» экоакция коды бола алмайды: a-z, 0-9 және «-», ең көбі 64 таңба
cli-unknown-material = «{ $material }» деген материал жоқ. Бары: { $known }
cli-unknown-grade = { $material } материалында «{ $grade }» сұрпы жоқ. Бары: { $known }
cli-no-grades = { $material } материалының сұрыптары жоқ: сұрпын жазбаңыз
cli-bad-station = «{ $station }» бекет коды бола алмайды: латын бас әріптері мен цифрлар, 1-8 таңба
cli-bad-date = «{ $date }» күн емес: 2026-01-25 түрінде жазыңыз
cli-bad-time = «{ $time }» уақыт емес: 2026-01-25T14:05:00+05:00 түрінде жазыңыз
cli-bad-offset = «{ $offset }» уақыт белдеуі емес: +05:00 түрінде жазыңыз
cli-bad-language = «{ $language }» деген тіл жоқ: kk, ru немесе en
cli-bad-record = «{ $record }» жазба нөмірі емес: A:17 түрінде жазыңыз
cli-bad-people = «{ $typed }» адам саны емес: 1 мен { $most } арасындағы бүтін сан жазыңыз

## The place and the terminal

cli-station-in-use = { $station } бекеті бос емес: { $account }, { $host }, процесс { $pid }, басталуы { $since }. Бос бекет: --station { $free }
cli-station-owned = { $station } бекеті басқа есептік жазбаға тиесілі: { $account }. Бос бекет: --station { $free }
cli-data-folder = { $folder } деректер қалтасы ашылмады ({ $reason }): рұқсатын тексеріңіз не --data-dir беріңіз
cli-no-data-folder = Деректер қалтасы белгісіз: --data-dir не TARAZY_DATA_DIR беріңіз
cli-file = { $file } файлын оқу не жазу мүмкін болмады: { $reason }
cli-not-a-terminal = Консольге терминал керек: енгізу мен шығаруды файлға бағыттамай іске қосыңыз не --plain қолданыңыз
cli-dumb-terminal = TERM=dumb терминалы экранды көрсете алмайды: басқа терминалда іске қосыңыз не --plain қолданыңыз

## Entries, voids

cli-held-usual = { $amount } – әдеттегіден ({ $usual }) әлдеқайда көп: дұрыс болса, --yes қосыңыз
cli-held-large = { $amount } – бұл { $limit } мөлшерінен көп: дұрыс болса, --yes қосыңыз
cli-void-not-found = { $record } жазбасы бұл экоакцияда жоқ: тізімін «tarazy log» көрсетеді
cli-void-not-voidable = { $record } жазбасының күші жойылмайды: ол салмақ та, адам да, тапсыру да емес
cli-already-void = { $record } жазбасының күші бұрын жойылған
cli-no-reason = Себебі көрсетілмеген: --reason МӘТІН беріңіз

## Import: one line per fault, then the sum

import-line = { $file }, { $row }-жол: { $fault }
import-columns = бағандары { $expected } болуы керек, мұнда { $found }
import-bad-csv = CSV жолы оқылмайды: { $reason }
import-field-too-long = «{ $column }» бағаны тым ұзын: ең көбі { $most } таңба
import-nothing-to-undo = «undo» қайтарып алатын жазба жоқ: бұл бекеттің алдыңғы жолдарында есептегі жазба болуы керек
import-date-differs = күні { $date }, ал экоакция күні { $event }
import-known-rows = { $count } жолды басқа импорт әкелген: сонда да қосу үшін --again беріңіз
import-refused = Ештеңе қосылған жоқ: { $count } жолда қате бар
import-added = { $count } жазба қосылды
import-present = { $count } жазба бұрыннан бар

## Merge, verify

merge-added = { $file } журналы { $station } бекеті ретінде қосылды
merge-present = { $file } журналы бұрыннан бар
verify-sound = Журналдар түгел: { $count } жазба, бүліну жоқ
verify-damaged = Бүліну табылды: { $count }
