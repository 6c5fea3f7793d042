### The console.

## Actions: a label of at most 12 columns, and a sentence of at most 60 for the help.

action-record = save
help-record = Record the typed amount for the selected material
action-clear = clear
help-clear = Erase what is typed, close a message
action-help = help
help-help = All keys and what they do
action-language = language
help-language = Next language: Kazakh, Russian, English
action-history = history
help-history = All entries: search, correct, void
action-chart = chart
help-chart = Chart: materials, hours, targets
action-tare = tare
help-tare = Take off the next preset tare
action-undo = undo
help-undo = Take back the newest record made here
action-redo = redo
help-redo = Record again what was taken back
action-operator = operator
help-operator = Who works at this station now
action-quit = quit
help-quit = Leave the program
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
help-select = A letter selects the material in its place
action-grade = grade
help-grade = The same letter again: the next grade
action-close = close
help-close = Close the window
action-void = void
help-void = Void the selected entry, with a reason
action-correct = correct
help-correct = Replace the selected entry by the right one
action-search = search
help-search = Search by material, operator, station or amount
action-retry = retry
help-retry = Try again to save what is unsaved

## Header, units, answers

header-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
header-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
header-station = Station
header-operator = Operator
header-no-operator = no operator
header-event = Event
unit-kg = kg
unit-g = g
unit-t = t
unit-pcs = pcs

## States of a record

state-saved = saved
state-saving = saving
state-not-saved = NOT SAVED: { $reason }
unsaved-title = Unsaved records: { $count }
unsaved-hint = Enter on an empty line tries to save again

## Hints of the entry line

hint-entry = Type the weight, then press Enter
hint-entry-pieces = Type how many pieces, then press Enter
hint-proposed = "{ $typed }" = { $amount }. Correct? Enter: yes, Esc: no
hint-number-selects = No. { $number }: { $material }
hint-number-unknown = There is no material no. { $number }, the last one is { $last }
hint-number-refused = After a letter "{ $number }*" selects nothing: remove it with Backspace
hint-held-usual = { $amount }? Usually about { $usual }. Enter: record, Esc: correct
hint-held-large = { $amount } is more than { $limit }. Enter: record, Esc: correct
hint-small = Recorded, but far below the usual { $usual }. A mistake? F8

## Messages

msg-saved = Saved: { $amount }
msg-undone = Undone: { $what }
msg-redone = Recorded again: { $what }
msg-voided = Entry no. { $no } voided
msg-corrected = Entry no. { $no } corrected
msg-nothing-to-undo = Nothing to undo
msg-nothing-to-redo = Nothing to redo
msg-station-moved = Station changed: { $to } instead of { $from }
msg-language = Language: English
msg-no-material = There is no material on the key { $key }
msg-no-grades = This material has no grades
msg-no-tares = This event has no preset tares
msg-too-small = Window too small. It needs { $columns }x{ $rows }
warn-damaged = Damaged journal: { $file }, line { $line }. The rest is counted
warn-torn = The journal's torn end was set aside: { $file }
warn-unreadable = Journal unreadable, not counted: { $file }

## Questions and prompts

ask-quit = Quit the program? Enter: yes, Esc: no
ask-quit-typed = "{ $typed }" is not recorded yet. Quit? Enter: yes, Esc: no
ask-quit-unsaved = { $count ->
    [one] { $count } record is unsaved and will be lost. Quit? Enter: yes, Esc: no
   *[other] { $count } records are unsaved and will be lost. Quit? Enter: yes, Esc: no
}
prompt-operator = Operator's name
prompt-people = How many people
prompt-void = Why entry no. { $no } is void
prompt-correct = The right amount of entry no. { $no }
prompt-search = Search

## History: title, columns, standings

history-title = History
history-empty = No entries yet
history-none = Nothing found for "{ $query }"
column-no = No.
column-time = Time
column-station = Station
column-material = Material
column-amount = Amount
column-operator = Operator
column-state = Status
standing-counted = counted
standing-voided = voided
standing-corrected = corrected
standing-conflict = conflict
standing-copy = copy

## Chart, help, menu

chart-materials = Materials
chart-hours = Per hour
chart-targets = Targets
chart-no-targets = No targets are set
label-gross = Gross
label-tare = Tare
label-net = Net
label-total = Total
label-target = Target
label-remaining = Remaining
label-about = about
help-title = Help
menu-title = Menu
