### Errors in amounts, events and journals.

## Validation errors: what is wrong and what to type instead, in at most 76 columns

amount-empty = No weight typed: enter a number such as 12.5
amount-empty-pieces = No count typed: enter a whole number such as 4
# $most (Number)
amount-too-long = Too long, at most { $most } characters: record the sum in parts
amount-not-utf8 = Set the terminal to UTF-8 (PuTTY: Window > Translation)
amount-unknown-key = An unknown key was pressed: remove the marked character
amount-stray = "{ $char }" does not belong in a weight: remove it
amount-stray-sign = Not "{ $char }": digits and * / + - are on the numeric keypad, ~ is F7
amount-two-marks = Use one decimal mark in a number: 1250.5
amount-mark-at-edge = Put a digit on both sides of the point: 0.5
# $decimals (Number)
amount-too-fine = At most { $decimals } decimals; write thousands without a mark: 1250
amount-zero = Zero is not recorded: type a number above zero
amount-sign-at-edge = A sign needs numbers on both sides: 12.5+3-0.8
amount-tare-not-below-gross = The tare must be below the gross weight: 12.5-0.8
amount-space-inside = No spaces between digits: type 1250, or 12+50
amount-not-whole = Counted in pieces: type a whole number such as 4 ("/" is on the keypad)
amount-pieces-tare = Pieces have no tare: type the count alone, such as 4
amount-pieces-unit = Counted in pieces: type the count without kg, such as 4 or 4/32.5
amount-weighted-pieces = Weighed in kilograms: type the weight without a slash, such as 12.5
amount-star = Put a star only at the start, after the material's number: 3*12.5
amount-about = Put ~ only at the start, and once: ~12.5
amount-kazakh-mix = The Kazakh layout is on: switch to EN or RU, or use only the keypad
over-mass = At most { $most } kg in one record: check the weight or split it
# $most (Number)
over-pieces = At most { $most } pieces in one record: check the count or split it

## Frames of a scale that are not recorded, in at most 76 columns

refused-scale-unstable = The weight was not stable: wait, then print again
refused-scale-range = The scale is out of its range: check the load, then print again
refused-scale-negative = The scale shows less than zero: set it to zero, then weigh again
refused-scale-zero = The scale shows zero: put the load on it, then print again
refused-scale-tare = The scale sent a tare: print the weight instead
refused-scale-unit = The scale weighs in { $unit }: set it to kg
refused-scale-no-unit = The scale sent no unit: set the scale up to send kg
refused-scale-numbers = The scale sent several numbers: have it send the weight alone
refused-scale-fine = The scale sent more than 3 decimals: type the weight
refused-scale-unclear = The line of the scale was not understood: type the weight
refused-scale-net = The scale and F6 both subtract a tare: use only one of them
refused-live-moving = The weight is not stable yet: wait, then press Enter
refused-live-over = The load is above the limit of the scale: take some of it off
refused-live-zero = The scale shows zero: put the load on it, or type the weight
refused-live-light = The load is too light for the scale: type the weight
refused-live-fault = The scale reports an error ({ $fault }): type the weight
refused-live-waiting = No weight has come from the scale yet: wait, or type the weight
refused-live-silent = Nothing comes from the scale: check its cable, type the weight
refused-live-noise = The scale sends unclear bytes: check the protocol, type the weight
refused-live-gone = The scale is not connected: check its cable, type the weight
refused-live-busy = Another program reads the scale: close it, or type the weight
refused-live-replaced = Not recorded in time: the scale sent the next weight
refused-live-missed = The load was not recorded before it was taken off the scale
refused-live-tare = The tare of F6, { $tare }, is not below the weight: choose another

## Held amounts ("held-likely" may follow), and the hint about a small amount

held-usual = { $amount }? Usual here: { $usual }.
held-large = { $amount }? Over { $limit } is rare.
held-large-usual = { $amount }? Over { $limit } is rare, usual here: { $usual }.
held-likely = Did you mean { $likely }?
held-small = { $amount } is low: usually it is { $usual } here
held-more-than-left = Only { $left } left. Hand over { $amount }?
held-nothing-left = Nothing is left. Hand over { $amount }?
held-group = { $people }? More than { $limit } at once is rare.

## event.json and the catalogue in it

event-json = event.json is faulty: { $reason }
event-format = event.json was written by a later version (format { $format }): update the program
# $most (Number)
event-name = The event's name must have 1 to { $most } characters
# $division (Number)
event-division = division_g must be from 1 to 1000, but it is { $division }
event-bad-offset = The offset from UTC can be at most 14 hours: set TZ, or use --utc-offset +05:00
event-bad-target = The target of all kilograms must be above zero
# $most (Number)
event-also = "{ $id }" cannot be in "also" of event.json: at most { $most } ids of other events, each once
# $count (Number)
# $most (Number)
catalogue-count = There must be 1 to { $most } materials, but there are { $count }
catalogue-bad-id = "{ $id }" cannot be a material's id: use a-z, 0-9 and "-", at most 32 characters
catalogue-reserved-id = "{ $id }" cannot be a material's id: it means something else
catalogue-duplicate-id = The material "{ $id }" is given twice: rename one of them
catalogue-duplicate-key = Two materials are on the key { $key }: { $first } and { $second }
catalogue-bad-key = The key of "{ $id }" must be a Latin capital letter, not "{ $key }"
catalogue-unknown-stream = The stream "{ $stream }" of "{ $id }" is not in the list of streams
catalogue-unknown-group = The group "{ $group }" of "{ $id }" is not in the list of groups
catalogue-bad-limit = A limit of "{ $id }" must be above zero and at most 4000 tonnes
catalogue-no-name = The material "{ $id }" needs a name in at least one language
catalogue-bad-tare = The tare "{ $id }" needs an id of its own (a-z, 0-9, "-") and a weight above zero

## Stations and folders. "station-free" follows if another station is free.

station-held = Station { $station } is in use: { $account }, { $host }, process { $pid }, since { $since }.
station-held-unknown = Station { $station } is in use; who uses it is unknown.
station-other-account = Station { $station } belongs to another account: { $account }.
station-other-station = The file of station { $station } holds the journal of another one: { $found }.
station-taken-in = Station { $station } came from a copy: only its own console may continue it.
station-other-event = The journal of station { $station } belongs to another event: { $found }.
station-no-free = There is no free station: close one and try again.
station-free = A free one: --station { $free }
station-moved = Recording goes on at { $to } instead of { $from }: { $reason }
draft-unreadable = The line typed at station { $station } cannot be read: check the last weighing
station-restored-removed = Station { $station }'s journal was removed: it was written again in full
station-restored-replaced = Station { $station }'s journal was replaced by an older copy: it is complete again
station-restored-cut = Station { $station }'s journal was cut short: it was written again in full
station-restored-incomplete = { $station }'s journal was damaged: only this run's records are left
station-rescued = Another file replaced { $station }'s journal: all its records are safe in { $file }
station-rescued-incomplete = Another file replaced { $station }'s journal: this run's records are in { $file }
folder-io = { $path }: { $reason }
folder-bad-slug = "{ $slug }" cannot be an event's slug: use a-z, 0-9 and "-", at most 64 characters
folder-no-event = There is no event "{ $slug }": see "tarazy event list"
folder-several-events = "{ $given }" may mean several events: write one of { $slugs }
folder-absorbed = { $slug } is part of { $event } now: write --event { $event }
folder-link = { $path } is a link and could lead anywhere: put the folder itself there
folder-absent-target = { $path } is a link to { $target }, which is not there: connect the disk
folder-other-event = { $path } is another event's: put the right one back
folder-unconfirmed = { $slug } was created, but the disk did not confirm it: { $reason }
folder-change-unconfirmed = { $slug } was changed, but the disk did not confirm it: { $reason }
folder-busy = Another program is changing { $path }: try again in a moment
folder-random = The system gave no random numbers: start again
not-a-file = { $path } is not a regular file: remove it

## Errors of the operating system, after a colon

io-not-found = there is no such file or folder
io-denied = this account has no right to it: ask its owner
io-full = the disk is full
io-read-only = the disk is read-only
mirror-not-ours = { $file } is a link or not a regular file: nothing is written through it
mirror-in-data = { $dir } is in the data folder: name another folder for the copy
mirror-ahead = { $file } has lines that are missing here: tarazy merge adds them
mirror-changed = { $file } does not hold the saved lines at the moment
mirror-no-name = { $dir } has no free name for the copy: name another folder
mirror-no-answer = { $dir } does not answer
mirror-not-complete = Saved here, but the copy in { $dir } is not complete: { $reason }. The next start completes it
io-no-locks = no file locks on this file system: use a local folder
io-too-large = the file is too large
io-failed = the disk or its cable fails
io-links = the links lead in a circle
io-not-a-folder = a part of the path is a file, not a folder
io-folder = it is a folder, not a file
io-long-name = the name is too long or not allowed here
io-no-reader = nothing reads it any more
io-silent = it gives no data
io-gone = the disk is gone: connect it again
io-busy = another program is using it: close that one
io-open-files = too many files are open: close other programs
io-memory = there is no memory left: close other programs
io-exists = a file of this name is already there
io-nobody-answers = nothing answers at this address
io-other = the system reports "{ $reason }"

## Why a file is not the JSON that is expected, after its name

json-at = line { $line }, byte { $column }: { $what }
json-ends = the text ends too early
json-syntax = this is not JSON: check quotes, commas and braces
json-missing = "{ $field }" is missing: add it
json-twice = "{ $field }" is there twice: remove one
json-form = "{ $given }" does not fit: write it in the form { $form }
json-hex = { $digits } digits of 0-9 and a-f belong here
json-text = a text in quotation marks belongs here
json-letter = one letter in quotation marks belongs here
json-switch = true or false belongs here
json-number = a whole number belongs here
json-count = a whole number belongs here, 0 or more
json-list = a list in square brackets belongs here
json-object = values in braces belong here
json-date = a day such as 2026-01-25 belongs here
json-time = a time such as 2026-01-25T14:05:00+05:00 belongs here
json-other = the value does not fit ("{ $reason }")

## Why records could not be written, after "NOT SAVED:"

write-short = the disk is full: { $wrote } of { $of } bytes were written
write-failed = the journal cannot be written: { $reason }
write-not-synced = the disk did not confirm: { $reason }
write-replaced = another file is in the place of the journal
write-not-rebuilt = the journal was changed and cannot be written again: { $reason }
write-no-answer = the disk does not answer
write-not-cut = the end of the journal could not be checked: { $reason }
write-no-station = no other station could be opened: { $reason }
record-refused = NOT RECORDED: { $reason }
record-unknown-target = it refers to a record that was not accepted

## Faults of a journal, after the position

line-not-utf8 = this is not UTF-8 text
line-json = this is not readable JSON, byte { $column }
# $bytes (Number)
# $most (Number)
line-too-long = too long: { $bytes } bytes, at most { $most }
line-missing = the field "{ $field }" is missing
line-bad-field = the field "{ $field }" has the wrong form
line-out-of-range = the field "{ $field }" is out of range
# $gross (Number)
# $net (Number)
# $tare (Number)
line-net-mismatch = net is not { $net } g: gross { $gross } g, tare { $tare } g
# $chars (Number)
# $most (Number)
line-long-text = "{ $field }" is too long: { $chars } characters, at most { $most }
line-format = written by a later version (format { $format }): update the program
damage-unreadable = the file cannot be read: { $reason }
damage-not-a-file = this is not a regular file
damage-chain = it does not follow the line before: one of the two was changed
damage-sequence = its number is { $found }, it should be { $expected }
damage-no-open = the journal's first line is not "open"
damage-second-open = a second line "open"
damage-other-event = the journal of another event: { $found }

## Issues that `verify` reports

finding-at-line = { $file }, line { $line } (byte { $offset }): { $what }
finding-at-file = { $file }: { $what }
finding-note = note: { $finding }
finding-clock = the clock jumped: { $to } comes after { $from }
finding-renamed = this is the journal of station { $station }, brought in under another name
finding-torn-tail = its end is torn (bytes: { $bytes }); it is set aside when the station opens
finding-torn-tail-live = the last line is unfinished (bytes: { $bytes }): the station may be writing
finding-nuls = NUL bytes before this line: { $bytes }; the line is counted
finding-carriage-return = another program converted the line ends from here on; every line is counted
finding-newline-missing = the last line has lost its line end; it is complete and is counted
finding-more = faults that are not listed: { $count }
finding-fork = it diverges from { $other } at record no. { $seq }: both sides are counted
finding-fork-acknowledged = acknowledged by { $who }: { $reason }
finding-names-nothing = the record { $record } is in no journal here
finding-head-missing = station { $station } has no line { $head }: the journal was changed after the report
finding-stray = its name is not a station id: it is not counted
lost-missing = the journal is gone; it had line { $seq } ({ $witness })
lost-empty = the file is empty; it had line { $seq } ({ $witness })
lost-replaced = another journal is in its place; the old one had line { $seq } ({ $witness })
lost-short = it ends at line { $lines }; it had line { $seq } ({ $witness })
lost-changed = line { $seq } is not the one that was there ({ $witness })
lost-elsewhere = in another folder it had line { $seq } ({ $witness }): if it belongs here, merge it too (tarazy merge)
lost-old-copy = this copy ends at line { $lines }; elsewhere it had line { $seq } ({ $witness }): merge a newer copy (tarazy merge)
lost-witness-station = seen by station { $station }, { $at }
lost-witness-seal = seal, { $at }
lost-witness-report = report, { $at }
later-than-seal = Records after the seal of { $at }: { $count }
later-than-report = Records since the report of { $at }: { $count }
event-sealed = Event { $event } was sealed on { $at }, so nothing is recorded. To go on: tarazy reopen --event { $event } --reason TEXT
means-line = What this line held is not counted; every other line is.
means-chain = Both lines are counted as they are. Somebody, or the disk, changed one of them.
means-sequence = Lines before it are missing or duplicated. All that can be read is counted.
means-open = Its lines are counted all the same. The file was put together by hand, or lost its beginning.
means-other-event = It is counted all the same: check whether it belongs in this folder.
means-unreadable = What was read before still counts. The rest is missing from the totals.
means-lost = What was weighed there may be missing from the totals. Find a copy and merge it: tarazy merge.
means-changed = The line is counted as it is. Somebody, or the disk, changed it.
open-torn-tail = The journal's torn end was set aside: { $file }
open-newline-added = The line end that the journal's last line had lost was added: { $file }
open-damaged-end = The journal's last line is damaged ({ $file }): recording continues after it
