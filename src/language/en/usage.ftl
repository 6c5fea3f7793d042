### The help of the command line, and errors in its usage.

## Headings and marks of the help

usage-heading = Usage
usage-commands = Commands
usage-arguments = Arguments
usage-options = Options
usage-common-options = Options of every command
usage-any-options = OPTIONS
usage-default = [default: { $value }]
usage-possible = [possible values: { $values }]
usage-manual-name = NAME
usage-manual-synopsis = SYNOPSIS
usage-manual-description = DESCRIPTION
usage-manual-commands = COMMANDS
usage-manual-weighing = WEIGHING
usage-manual-version = VERSION

## Wrong usage

usage-see = More: { $command } --help
usage-unknown-option = There is no option { $option }
usage-unknown-option-similar = There is no option { $option }. Similar: { $similar }
usage-dash-value = There is no option { $option }: if it is a value, write "--" and a space before it
usage-unknown-command = There is no command "{ $given }". Known: { $known }
usage-unknown-command-similar = There is no command "{ $given }". Similar: { $similar }
usage-missing-command = A command is missing. Known: { $known }
usage-too-many = "{ $given }" is one argument too many
usage-missing = Missing: { $arguments }
usage-no-value = A value is missing: { $option }
usage-no-choice = A value is missing: { $option }. Known: { $known }
usage-takes-no-value = { $option } takes no value: remove "{ $given }"
usage-twice = { $option } is given twice: remove one of them
usage-not-utf8 = An argument is not UTF-8: write it in UTF-8
usage-not-understood = The arguments cannot be understood: compare them with the usage
usage-console-options = Options before a command apply to the console only. Write after the command: { $options }

## Commands

command-tarazy = The console of a weighing station at a recycling drive. It opens if no command is given
command-weighing = In the console, type the letter of the material and the weight (q12.5), or the weight first and the letter after it (12.5q), then press Enter. F1 lists all keys.
command-watch = Open a read-only console, for the lead
command-board = Open the public screen for a projector; F10 ends it
command-event = Create, change, list and show events
command-event-new = Create an event and print its slug
command-event-set = Change an event and print the differences; journals stay unchanged
command-event-list = List the events, newest first
command-event-show = Show one event
command-add = Record one entry
command-people = Count more people
command-out = Record a hand-over to a collector
command-balance = Compare collected and handed-over amounts
command-void = Void an entry, a count of people or a hand-over
command-import = Import a table of weighings: CSV, XLSX, XLS or ODS
command-merge = Merge the journals of a copied event folder
command-sync = Share totals with other machines over a NATS server
command-seal = Seal an event: note the last line of every journal, and record nothing more
command-reopen = Reopen a sealed event
command-log = List the records, newest last
command-report = Print the event's result
command-season = Print the events of a year side by side
command-sheet = Print a paper tally sheet for a power failure
command-verify = Check every line of every journal
command-config = Print the settings of the station and check them
command-scale = Show what a connected scale sends, and list the serial ports
command-scale-watch = Print each frame of a scale, to set it up
command-scale-list = List the serial ports by their stable names
command-completions = Print the completions of a shell
command-man = Print the manual page
command-help = Print this help, or the help of a command

## Options of every command

option-data-dir = The folder with all events [env: TARAZY_DATA_DIR]
option-event = The event: its slug, its date, or the beginning of its slug or name [default: today's, if only one can be meant]
option-lang = The language of texts: kk, ru or en; "board" can alternate several, such as kk,ru [env: TARAZY_LANG] [default: the locale's]
option-help = Print help
option-version = Print the version

## Options of the screens

option-station-console = The station [env: TARAZY_STATION] [default: the first free one]
option-operator-console = The operator of the station
option-ascii = Draw with ASCII characters only [env: TARAZY_ASCII]
option-theme = The colours [env: TARAZY_THEME]
option-mouse = Use the mouse: a click selects a pane, the wheel scrolls lists. The terminal then selects no text [env: TARAZY_MOUSE]
option-alert = The signal when input is not accepted [env: TARAZY_ALERT]
option-scale = The scale: wedge, wedge:PREFIX, or protocol and port such as cas:/dev/ttyUSB0@9600,8N1 [env: TARAZY_SCALE]
option-auto = Record the weight of a scale on a wire by itself, as soon as it is stable [env: TARAZY_AUTO]
option-scale-wire = Protocol and port: cas:/dev/ttyUSB0@9600,8N1 or massa-k:tcp:192.168.1.10:5001
option-frames = End after this many frames
option-mirror = Keep a second copy of the journal in this folder, such as a USB stick [env: TARAZY_MIRROR]
option-plain = Work line by line, for screen readers and simple terminals; "?" shows help

## Options of commands that record

option-material = The material: its id, key letter or number
option-amount = The amount, such as 12,5 or 12.5-0.8
option-amount-out = The amount, such as 320 or 12500-9800
option-station = The station that records it [env: TARAZY_STATION] [default: A]
option-operator = The operator of the station from this record on
option-grade = The type of the material, such as 1
option-at = When it was weighed, such as 2026-01-25T14:05:00+05:00 [default: now]
option-at-out = When it was handed over, such as 2026-01-25T14:05:00+05:00 [default: now]
option-source = The source of the amount, if it was not weighed just now
option-id = A key of your choice: if the command is repeated with it, the record is not made twice
option-yes = Record the amount even if it is unusual
option-people = The number of people
option-to = The collector
option-record = The record, such as A:17
option-reason = The reason
option-reason-reopen = The reason; every report shows it
option-station-void = The station that records the void [default: the record's own, else the first free one]
option-import-file = The table: CSV or another text, XLSX, XLS or ODS
option-sheet = The sheet of a workbook [default: the first one with a table]
option-map = Answers to doubts, as --dry-run --json prints them
option-dry-run = Write nothing, and print what would be imported
option-json-import = With --dry-run: print a proposal for --map
option-station-import = The station of rows that name none [env: TARAZY_STATION] [default: A]
option-dates = The order in dates such as 04/07/2022: day or month first
option-decimal-import = The decimal mark of numbers such as 1,800
option-strict = Add nothing if there is a warning
option-again = Also add rows that were already imported from another file

## Options of the other commands

option-json = Print JSON
option-output = Write to this file, completely or not at all
option-format = The format
option-format-sheet = The format: HTML prints on A4, text on any printer
option-style = The full report, or the text for publication
option-decimals = Decimals of kilograms in the text for publication
option-with-other = Also publish the material "Other"
option-separator = Between the cells of csv: comma, semicolon or tab
option-report-decimal = In csv, kilograms with this decimal mark instead of grams
option-names = Name the operators of each station
option-year = The year, such as 2026 [default: the newest event's]
option-only-station = Only records of this station
option-only-material = Only records of this material
option-last = Only this many of the newest records
option-copy = The copy: an event's folder, its stations folder, or a data folder that contains the event
option-into = Make the copy's event a part of this event
option-sync-server = The server: nats://host:4222 or tls://host:4222; the servers of a cluster with commas between
option-sync-all = Synchronise all events of the data folder
option-sync-join = First take over this event of the server: its slug or its id
option-sync-list = List the events of the server
option-sync-once = End as soon as the server and this machine have the same lines
option-sync-create = Prepare the server with the administrator's key, and end
option-sync-nkey = The file with the nkey seed of this machine
option-sync-new-nkey = Write a new nkey seed to this file, print its public key for the server, and end
option-sync-ca = The file with the certificate of the authority that signed the server's
option-sync-domain = The JetStream domain, if it is not the server's own
option-head = The last hash of a journal, as printed in a report; fails if that journal no longer contains it
option-shell = The shell

## Options of `event new` and `event set`

option-name = The event's name
option-name-set = The event's name; the slug does not change
option-date = The day, such as 2026-01-25 [default: today]
option-date-set = The day, such as 2026-01-25
option-venue = The venue
option-venue-set = The venue; "" removes it
option-organiser = The organiser
option-organiser-set = The organiser; "" removes it
option-supporter = The supporter
option-supporter-set = The supporter; "" removes it
option-template = eco-action, swap, subbotnik, or a file such as another event's event.json
option-target = A target in kilograms or pieces: paper=800, lamps=500, total=6000
option-target-set = A target: paper=800, lamps=500, total=6000; paper= removes it
option-closes = The closing time, such as 16:00
option-closes-set = The closing time, such as 16:00; "" removes it
option-utc-offset = The local time's offset from UTC, such as +05:00
option-division = The scale's division in grams; below 10, amounts may have three decimals
option-tare = The weight of a tare in kilograms, such as crate=1,8; crate= removes it
option-add = A new material, in kilograms unless --unit changes it
option-unit = The unit, kg or pcs; only for a material without records
option-stream = The stream of the material
option-group = The group under which the material is published; ID= removes it
option-grades = The types, such as plastic=1,2,5; ID= removes them
option-rename = The name in the language of --lang; ID:kk=NAME for another language
option-short = The short name, at most 12 columns; ID:kk=NAME for another language
option-key = The material's key, a letter; ID= removes it
option-max = The maximum of one entry
option-confirm-above = The amount above which an entry must be confirmed
option-hide = Hide the material; its records still count
option-show = Show a hidden material again
option-remove = Remove the material from the catalogue; only if it has no records

## Names of values

value-command = COMMAND
value-dir = DIR
value-event = EVENT
value-lang = LANG
value-station = ID
value-name = NAME
value-title = NAME
value-switch = BOOL
value-theme = THEME
value-alert = ALERT
value-scale = SCALE
value-material = MATERIAL
value-amount = AMOUNT
value-grade = TYPE
value-time = TIME
value-source = SOURCE
value-key = KEY
value-count = N
value-record = RECORD
value-text = TEXT
value-json-file = FILE.json
value-file = FILE
value-folder = FOLDER
value-format = FORMAT
value-style = STYLE
value-separator = SEPARATOR
value-year = YEAR
value-head = ID:HASH
value-shell = SHELL
value-date = DATE
value-template = NAME|FILE.json
value-closes = HH:MM
value-offset = OFFSET
value-grams = GRAMS
value-id = ID
value-id-amount = ID=AMOUNT
value-id-kg = ID=KG
value-id-name = ID=NAME
value-id-unit = ID=UNIT
value-id-stream = ID=STREAM
value-id-group = ID=GROUP
value-id-grades = ID=TYPES
value-id-key = ID=KEY
value-url = URL
value-domain = DOMAIN
