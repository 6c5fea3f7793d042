### The full-screen console.

## Actions: a label of at most 12 columns, and a sentence of at most 60 columns for the help

action-record = save
help-record = Record the typed amount, or the weight of the scale
action-clear = clear
help-clear = Erase what is typed, close a message
action-help = help
help-help = All keys and what they do
action-language = language
help-language = Next language: Kazakh, Russian, English
action-redraw = redraw
help-redraw = Set up the terminal again and redraw all, in any window
action-history = history
help-history = All records: search, correct, void
action-undo = undo
help-undo = Undo the newest record made here
action-redo = redo
help-redo = Record again what was undone
action-operator = operator
help-operator = Who works at this station now
action-quit = quit
action-menu = menu
help-menu = All actions, each by its digit
action-person = +1 person
help-person = Count one more person
action-group = group
help-group = Count a group of people at once
action-about = about
help-about = Mark the amount as an estimate (~)
action-next-pane = next
help-next-pane = To the next material, the typed amount stays
action-select = select
action-grade = type
action-close = close
help-close = Close the window
action-void = void
help-void = Void the selected record, with a reason
action-correct = correct
help-correct = Replace the selected entry by the right one
action-search = search
help-search = Search: station, material, name, amount, time, number
action-retry = retry
help-retry = Try again to save what is unsaved
action-confirm = confirm
help-confirm = Record the amount that was held for a second look
action-other-reading = other
help-other-reading = Show the other meaning of a line that came after typed text
help-yes = Answer the question with yes
action-erase = erase
help-erase = Erase the last character
action-refused = rejected
help-refused = Pasted lines that were not accepted
action-previous-pane = previous
help-previous-pane = To the previous material, the typed amount stays
action-pane-up = up
help-pane-up = To the material above, the typed amount stays
action-pane-down = down
help-pane-down = To the material below, the typed amount stays
action-type = amount
help-type = Type an amount: 12.5  12.5-0.8  3+4  ~5  3*12.5  4/32.5
action-type-on = type
help-type-on = Go on typing; a final kg is understood
help-select = Select the material, also after the amount; again: its type
help-grade = The next type
action-up = up
help-up = One line up
action-down = down
help-down = One line down
action-page-up = page up
help-page-up = One page up
action-page-down = page down
help-page-down = One page down
action-first = first
help-first = To the beginning
action-last = last
help-last = To the end
action-cancel = cancel
help-cancel = Go back and change nothing
action-change = correct
help-change = Close the question, the text stays
action-edit = edit
help-edit = Type or change the text of the line
action-ok = done
help-ok = Accept what is typed
action-take-back = edit
help-take-back = Put the line back into the entry line to correct it
action-remove = remove
help-remove = Remove the selected line from the list
action-choose = choose
help-choose = Carry out the selected action
action-digit = digit
help-digit = Carry out the action of this digit at once
action-stay = stay
help-stay = Stay in the program
help-quit = Quit; asks first if anything is unsaved
help-leave = Quit anyway
help-correct-record = Record the corrected entry in place of the old one
help-next-material = The next material
help-previous-material = The previous material
key-space = Space

## Titles of overlays

mode-weighing = Weighing
mode-help = Help
mode-menu = Menu
mode-history = History
mode-prompt = Question
mode-correct = Correction
mode-refused = Rejected lines
mode-quit = Quit

## Counts, units and names of records

# $count (Number)
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
# $count (Number)
entries-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
# $count (Number)
entries-short = { $count } ent.
unit-kg = kg
unit-g = g
unit-pcs = pcs
people-label = People
out-label = Hand-over
reason-mistake = entered by mistake
about = about

## States of a record

state-saving = saving
notice-no-answer = NOT SAVED YET: the disk does not answer. Do not type it again
state-not-saved = NOT SAVED: { $reason }
# $count (Number)
unsaved-title = Unsaved records: { $count }
state-unsaved = not saved
state-change-saving = saving the change
state-change-unsaved = change not saved
pending-undo = undo of { $what }
pending-void = void of { $what }
pending-correction = { $what } in place of { $no }
pending-operator = operator { $name }
pending-no-operator = no operator

## Hints of the entry line

select-material = select a material
hint-select = Select a material: press its letter
hint-type = Type the weight
hint-type-pieces = Type how many pieces
hint-proposed = { $typed } = { $amount }. Correct? Enter: yes, Esc: no
hint-pane-letter = { $amount } of { $material }? Enter: yes, Esc: no
hint-undone-chosen = Enter records it here; digits begin a new amount
hint-offered = Esc brings back "{ $text }"
hint-same-load = { $amount } again: another load? Enter: record it too, Esc: no
hint-load-recorded = This load is recorded already, { $amount }: once more? Enter: yes, Esc: no
hint-load-changed = The scale was not empty since then: save { $amount }? Enter: yes, Esc: no
hint-load-unseen = The load was there before the start: save { $amount }? Enter: yes, Esc: no
hint-scale-failed = { $reason } ({ $time })
hint-weigh = Put the load on the scale, then press Enter
hint-weigh-alone = Put the load on the scale: it is recorded by itself
hint-weigh-light = Too light to be recorded by itself: Enter records it
hint-weigh-undone = Undone: Enter records the load again
hint-weigh-empty = Take everything off the scale once, then weigh
hint-load-saved = Saved: take the load off the scale
notice-alone = By itself; F8: undo
live-over = OVER
live-minus = MINUS
live-none = no scale
live-fault = scale error
live-recorded = recorded
live-unit = not kg
hint-two-readings = "{ $line }" came after "{ $typed }". Is it { $amount }? Enter: yes, Esc: no
# $count (Number)
hint-people = +{ $count } people? Enter: yes, Esc: no
notice-named = No. { $number }: { $material }

## Why a line was rejected

# $most (Number)
refused-no-number = There is no material no. { $number }: type a number from 1 to { $most }
refused-no-grade = { $material } has no type { $grade }, only { $grades }
refused-no-grades = { $material } has no types: remove "{ $grade }*"
refused-number-after-letter = The letter has already set the material: remove "{ $number }*"
refused-left-behind = Not recorded, typed earlier: look at it, then record it
refused-left-behind-by = Not recorded, typed by { $name }: look at it, then record it
refused-not-saved = Not saved at { $time }: look at it, then record it again
refused-not-saved-because = Not saved at { $time } ({ $why }): look at it, then record it again
unsaved-before = Not saved at { $time }.
unsaved-because = Not saved at { $time } ({ $why }).
unsaved-undo = { $no } still counts. Enter undoes it; F8 would undo another record.
unsaved-void = { $no } still counts. Enter voids it.
unsaved-correction = { $no } still counts as it was. Enter corrects it.
unsaved-other = Enter records it now.
unsaved-unknown = Check whether it is still needed; Del removes this line.
warning-undo-not-saved = Not saved when the connection was lost: { $what }. { $no } still counts: tarazy void { $no } undoes it, :undo would undo another record
notice-cannot-record-again = It cannot be recorded now: what it changes no longer counts
refused-needs-confirmation = This amount needs a second look
refused-busy = A line came while a window was open: it was not recorded
refused-too-small = A line came while the window was too small: it was not recorded
refused-sealed = The event is sealed: nothing is recorded until it is reopened
refused-cut-paste = The end of the paste is missing: it was not recorded
refused-on-paper = The scale sent a weight during a paper sheet: end the sheet with Ctrl+P
# $most (Number)
refused-group = Type a whole number from 1 to { $most }
refused-other-material = "{ $number }*" is another material: remove it, or select it with Tab
refused-reason = Type a reason, a few words will do

## Messages

notice-saving = Saving: { $what }
# $count (Number)
notice-pasting = { $count ->
    [one] Saving: { $count } line of the paste
   *[other] Saving: { $count } lines of the paste
}
notice-saved = Saved: { $amount }
notice-undone = Undone: { $what }
notice-redone = Recorded again: { $what }
notice-voided = Record { $no } voided
notice-superseded = Your correction { $no } does not count: { $other } corrects the same record
first-hour-weigh = A material: its letter, the weight, Enter, such as { $key } 12.5 Enter
first-hour-count = A material: its letter, the number of pieces, Enter, such as { $key } 4 Enter
first-hour-people = Space: one more person, pressed once for each arrival
first-hour-undo = F8 undoes the last record, F1 explains all keys
undone-hint = letter: for another material
notice-undone-needs-letter = First press the letter of a material, then Enter, or type a new amount
notice-nothing-to-undo = Nothing to undo in this run. An older record: F3, select it, F8
notice-nothing-to-redo = Nothing to redo
notice-language = Language: English
notice-not-utf8 = Locale { $locale } is not UTF-8: English only. Set UTF-8 and LANG=C.UTF-8
notice-only-english = Without UTF-8 this terminal shows English only; set LANG=C.UTF-8
notice-no-material = There is no material on the key { $key }
# $columns (Number)
# $rows (Number)
terminal-too-small = The window is too small: it needs { $columns }x{ $rows }. Typing is paused, F10 quits
notice-operator = Operator: { $name }
# $count (Number)
notice-not-taken = { $count ->
    [one] { $count } line was not accepted: F11 shows it
   *[other] { $count } lines were not accepted: F11 shows them
}
notice-restored = Not saved: typed at { $time }, connection lost. Enter: record, Esc: clear
notice-full = The line is full: record the sum in parts
# $limit (Number)
notice-field-full = No more room: this field takes at most { $limit } characters
notice-line-moved = In F11: { $reason }
notice-blank-line = A line of spaces came: nothing was recorded
notice-key-held = { $key } was held down: it acted once
notice-numlock = Is NumLock off? Arrows arrive instead of digits
notice-keys-ignored = This key did nothing: make the window larger first
# $count (Number)
notice-people-dropped = +{ $count } people were not counted

## Questions and prompts

# $count (Number)
quit-unsaved = { $count ->
    [one] { $count } record is not on the disk.
   *[other] { $count } records are not on the disk.
}
# $count (Number)
quit-unanswered = { $count ->
    [one] The disk has not answered: { $count } record may or may not be saved.
   *[other] The disk has not answered: { $count } records may or may not be saved.
}
quit-when-answered = When it answers, the console quits by itself.
quit-typed = "{ $typed }" is typed, but not recorded.
# $count (Number)
quit-not-taken = { $count ->
    [one] { $count } line of the list F11 is not recorded.
   *[other] { $count } lines of the list F11 are not recorded.
}
quit-kept = What is not recorded is kept and will be here when station { $station } is opened again.
quit-how = Quit anyway: F10. Stay: Esc.
warning-saved-before = Saved, do not enter it again: { $what }
warning-not-saved-before = Not saved when the connection was lost: { $what }. Enter it again
prompt-operator = Operator's name
prompt-people = How many people?
prompt-void = Why void this record?

## History: columns, states of records, and why a record cannot be changed

history-empty = No records yet
history-none = Nothing found for "{ $query }"
standing-voided = voided
standing-corrected = corrected
standing-conflict = conflict
standing-copy = copy
history-not-counted = This record no longer counts: it cannot be changed
history-being-changed = A change of this record is being saved: wait for it
history-not-an-entry = Only entries can be corrected; this record can only be voided
history-unknown-material = This material is not in the catalogue: the record can only be voided
voided-because = voided: { $reason }
correct-how = Type the right amount; Tab if the material is another

## Help: how to write amounts

help-amounts = How to type amounts
example-plain = 12 kg 500 g; point or comma, both will do
example-plus = two bags: their weights are added
example-tare = gross and tare: net 11 kg 700 g
example-number = material no. 3 (clear glass), 12 kg 500 g
example-pieces = 4 pieces of a material that is counted
example-pieces-weight = 4 pieces that weigh 32 kg 500 g together
example-about = about 12 kg

## Charts and sums

more = more:
label-total = Total
action-chart = chart
help-chart = Chart: materials, hours, targets
action-tare = tare
help-tare = Take off the next preset tare; after the last one, none
action-find = find
help-find = Find a material by its name or number
help-find-select = Select the material under the cursor
help-find-edit = Type a part of the name, the letter or the number
help-help-edit = Type part of a key's name or of its description
action-hand-over = hand over
help-hand-over = Record what a collector takes away
help-hand-over-record = To the next field; after the last one, record
action-field = field
help-field = Between the amount and the name
action-balance = balance
help-balance = Collected, handed over, and what is left
action-paper = paper
help-paper = Enter a paper sheet with the time written on it
action-paper-end = end sheet
help-paper-end = Stop entering the paper sheet
help-next-page = The next page of materials
help-previous-page = The page of materials before
mode-find = Find a material
mode-hand-over = Hand-over to a collector
mode-balance = Collected and handed over
refused-hidden = Material no. { $number } is not accepted this time: select another
notice-reached = Target reached: { $what }
notice-reached-total = Overall target reached!
notice-tare = This tare is taken off from now on: { $tare }, { $amount }
notice-tare-none = No preset tare is taken off
notice-no-chart = No room for the chart: make the window larger
notice-no-tares = This event has no preset tares: tarazy event set --tare crate=1.8
notice-paper = Entering a paper sheet; Ctrl+P ends it
notice-paper-ended = The paper sheet is done: the current time is used again
notice-event-changed = The organiser changed the event: the screen is up to date
ask-paper-time = The time on the sheet: 13:20, or with its day: 26.01 0:10
prompt-people-of-sheet = How many people on the sheet of { $time }?
held-paper-later = { $time }? The clock shows { $now }.
held-paper-day = { $time }? The event is on { $date }.
hint-on-sheet = { $amount } seems to come from a scale: is it on the sheet? Enter: yes, Esc: no
refused-paper-time = Not a time: type it as 13:20
paper-mark = PAPER { $time }
hint-small = Usual: { $usual }. A mistake? F8
# $amount (String)
hint-held = Enter: { $amount }, Esc: correct
handed-over = { $material } { $amount } to { $to }
still-here = still here: { $amount }
label-amount = Amount
label-collector = To whom
refused-nobody = Write who takes it
hand-over-how = Tab: material, Down: field, Enter: save, Esc: cancel
pace = last hour { $pace }
forecast = by { $closes } about { $forecast }
forecast-short = at closing about { $forecast }
day-left = { $amount } left
day-over = { $amount } above the target
trend-title = Per { $minutes } minutes
chart-materials = Materials
chart-hours = Per hour
chart-targets = Targets
chart-no-targets = No targets are set: tarazy event set --target paper=800
column-collected = Collected
column-handed-over = Handed over
column-left = Left
# $page (Number)
# $pages (Number)
page = page { $page }/{ $pages }
refused-not-a-line = Not understood: a line is a letter and an amount, such as q12.5
refused-unclear = The previous line was not understood, so the material is unknown
refused-no-material-amount = Press the letter of the pane, or choose it with arrows: the amount stays
# $taken (Number)
notice-pasted = { $taken ->
    [one] Pasted: { $taken } line recorded
   *[other] Pasted: { $taken } lines recorded
}
# $refused (Number)
# $taken (Number)
notice-pasted-partly = { $taken ->
    [one] Pasted: { $taken } line recorded, { $refused } not accepted: F11
   *[other] Pasted: { $taken } lines recorded, { $refused } not accepted: F11
}
# $count (Number)
notice-saved-after-all = { $count ->
    [one] Saved after all: { $count } record is on the disk
   *[other] All saved after all: { $count } records are on the disk
}
operator-none = No operator
help-steps = Three steps: the letter, the weight, Enter
help-step-letter = Select the material; once more: its type
help-step-weight = Type the weight or the number of pieces
help-step-enter = Record; "Saved" means that it is on the disk
when-unsaved = after the disk failed
when-held = after a question
station-label = station { $station }
corrected-by = Replaced by { $record }, { $amount }
corrects = In place of { $record }, weighed at { $time }
plain-welcome = Line by line: q12.5, +1, :undo, :quit, ? for help
plain-help = q12.5: letter and weight; 12.5: same material; +3: three people; an empty line: the weight of the scale; :yes, :no: the answer to a question; :undo, :redo, :total, :lang, :quit
plain-not-saved = NOT SAVED: { $reason }. The next line tries again
plain-unknown = There is no such command; ? shows them
plain-answers = :yes records it, :no does not
plain-proposed = { $typed } = { $amount }. Correct?
plain-same-load = { $amount } again: is it another load?
plain-load-recorded = This load is recorded already, { $amount }: once more?
plain-load-changed = The scale was not empty since then: save { $amount }?
plain-load-unseen = The load was there before the start: save { $amount }?
plain-small = Usual: { $usual }. A mistake? :undo
plain-no-material = Put the letter of the material before the amount, such as q12.5
plain-faults = Something is wrong with a journal: tarazy verify shows it. Weighing goes on
plain-not-recorded = Not recorded: { $line }.
plain-unfinished = Not recorded, because the input ended within the line: { $line }
plain-no-question = There is no question to answer
action-report = report
help-report = The current report: read it, write it to a file
mode-report = Report
action-write = to a file
help-write = Write the report to a file
action-style = style
help-style = The full report, or the text for publication
style-full = full
style-press = as published
report-reading = Reading the journals
report-written = Written: { $file }
report-not-written = { $file } was not written: { $reason }

## The read-only console

mode-watching = Watching
watching = Watching
watching-line = Watching only: nothing is recorded here
hint-watching = Press a material's letter to see its total
hint-sealed = The event is sealed ({ $at }): nothing is recorded any more
notice-only-watches = This console only watches. To weigh, open tarazy
help-only-watches = Only where weighing is done: open tarazy
help-history-watching = All records of all stations: search and look
help-report-watching = The current report, to read
help-quit-watching = Stop watching
help-look = See the total of the material on this key, then its types
help-look-up = To the material above
help-look-down = To the material below
action-all = all
help-all = Select no material, close a message

## Faults of the journals

action-faults = faults
help-faults = What is wrong with the journals, and what to do
mode-faults = Faults in the journals
# $count (Number)
faults-count = { $count ->
    [one] { $count } fault
   *[other] { $count } faults
}
notice-faults = Something is wrong with a journal: Ctrl+D shows it. Weighing goes on
faults-do = Weighing goes on. The organiser runs: tarazy verify
faults-none = No faults: every journal was read, and every line counts.
fault-fork = { $file } and { $other } are copies of one journal that diverged at record no. { $seq }
# $lines (Number)
fault-lost-lines = { $lines ->
    [one] { $file }: { $lines } line is no longer in the file, from no. { $seq } on
   *[other] { $file }: { $lines } lines are no longer in the file, from no. { $seq } on
}
fault-more = { $file }: there are more damaged lines; tarazy verify names them all
means-fork = Both sides are counted, because both were weighed. Use only one of the copies from now on.
action-acknowledge = acknowledge
help-acknowledge = Acknowledge the fork under the cursor, with a reason
prompt-fork = Why do both sides count?
notice-fork-acknowledged = The fork is acknowledged; Ctrl+D still lists it
notice-counts-again = { $record } counts again
notice-voided-elsewhere = { $who } voided your { $record }: { $reason }
notice-corrected-elsewhere = { $who } corrected your { $record }: now { $now }
means-fork-acknowledged = Both sides are counted. Acknowledged by { $who }, { $at }: { $reason }
faults-do-fork = If both sides were weighed, acknowledge the fork with Enter: the mark goes away.
pending-fork = fork acknowledged: { $reason }
means-lost-lines = They count here until this console is closed. Screen minus files: { $kg } kg, pieces { $pieces }, people { $people }. Find a copy and merge it: tarazy merge.
means-listing = Until this is fixed, new records from other stations do not appear here.
means-event = Until this is fixed, the event goes on as it was.
notice-mirror = The second copy is not complete: Ctrl+D shows why. Weighing goes on
mirror-mark = no copy since { $since }
mirror-behind = Second copy in { $dir }: not complete since { $since }: { $reason }
means-mirror = Every record is saved here. The copy catches up by itself when this is fixed.
sync-mark = sync
sync-mark-since = sync - since { $since }

## Searching the history

history-hint = A  plastic  12.5  #123  14:00-15:00  last hour
# $count (Number)
records-count = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
records-uncounted = not counted: { $count }
