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
action-undo = undo
help-undo = Take back the newest record made here
action-redo = redo
help-redo = Record again what was taken back
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
action-grade = grade
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
action-confirm = confirm
help-confirm = Record the amount that was held for a second look
action-erase = erase
help-erase = Erase the last character
action-refused = not taken
help-refused = Lines of a paste that were not taken
action-previous-pane = previous
help-previous-pane = To the previous material, the typed amount stays
action-pane-up = up
help-pane-up = To the material above, the typed amount stays
action-pane-down = down
help-pane-down = To the material below, the typed amount stays
action-type = amount
help-type = Type an amount: 12.5  12.5-0.8  3+4  ~5  3*12.5  4/32.5
action-type-on = type
help-type-on = Go on typing, a closing kg is understood
help-select = Select the material on this key, once more: its grade
help-grade = The next grade
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
action-edit = edit
help-edit = Type or change the text of the line
action-ok = done
help-ok = Accept what is typed
action-take-back = take up
help-take-back = Put the line back into the entry line to mend it
action-remove = remove
help-remove = Remove the selected line from the list
action-choose = choose
help-choose = Carry out the selected action
action-digit = digit
help-digit = Carry out the action of this digit at once
action-stay = stay
help-stay = Stay in the program
help-quit = Leave the program, after a question if all is not saved
help-leave = Leave all the same
help-correct-record = Record the corrected entry in place of the old one
help-next-material = The next material
help-previous-material = The previous material

## Titles of what lies over the panes

mode-weighing = Weighing
mode-help = Help
mode-menu = Menu
mode-history = History
mode-prompt = Question
mode-correct = Correction
mode-refused = Lines not taken
mode-quit = Quit

## Counts, units, names of records

people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
entries-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
unit-kg = kg
unit-g = g
unit-pcs = pcs
people-label = People
out-label = Hand-over
reason-mistake = entered by mistake
about = about

## States of a record

state-saving = saving
state-not-saved = NOT SAVED: { $reason }
unsaved-title = Unsaved records: { $count }
state-unsaved = not saved

## Hints of the entry line

select-material = select a material
hint-select = Select a material: press its letter
hint-type = Type the weight
hint-proposed = "{ $typed }" = { $amount }. Correct? Enter: yes, Esc: no
notice-named = No. { $number }: { $material }

## Why a line was not taken

refused-no-material = Select a material first: press its letter
refused-no-number = There is no material no. { $number }: type a number from 1 to { $most }
refused-number-after-letter = A letter has chosen the material: remove "{ $number }*"
refused-needs-confirmation = This amount needs a second look
refused-group = Type a whole number from 1 to { $most }
refused-reason = Type a reason, a few words will do

## Messages

notice-saving = Saving: { $what }
notice-saved = Saved: { $amount }
notice-undone = Undone: { $what }
notice-redone = Recorded again: { $what }
notice-voided = Entry no. { $no } voided
notice-nothing-to-undo = Nothing to undo
notice-nothing-to-redo = Nothing to redo
notice-language = Language: English
notice-no-material = There is no material on the key { $key }
terminal-too-small = Window too small. It needs { $columns }x{ $rows }
notice-operator = Operator: { $name }
notice-not-taken = Lines not taken: { $count }. See them with F11
notice-full = The line is full: record the sum in parts

## Questions and prompts

quit-unsaved = { $count ->
    [one] { $count } record is not saved and will be lost.
   *[other] { $count } records are not saved and will be lost.
}
quit-typed = "{ $typed }" is typed, but not recorded.
quit-not-taken = { $count ->
    [one] { $count } line of a paste was not taken.
   *[other] { $count } lines of a paste were not taken.
}
quit-how = Quit all the same: F10. Stay: Esc.
prompt-operator = Operator's name
prompt-people = How many people
prompt-void = Why entry no. { $no } is void

## History: columns, standings, refusals

history-empty = No entries yet
history-none = Nothing found for "{ $query }"
standing-voided = voided
standing-corrected = corrected
standing-conflict = conflict
standing-copy = copy
history-not-counted = This record no longer counts: it cannot be changed
history-not-an-entry = Only weighings can be corrected, this record can only be voided
history-unknown-material = This material is not in the catalogue: it can only be voided
voided-because = voided: { $reason }
correct-how = Type the right amount; Tab if the material is another

## Help: how amounts are written

help-amounts = How to type amounts
example-plain = 12 kg 500 g; point or comma, both will do
example-plus = two bags: their weights are added
example-tare = gross and tare: net 11 kg 700 g
example-number = material no. 3 (clear glass), 12 kg 500 g
example-pieces = of a material counted in pieces: 4 of them
example-pieces-weight = 4 pieces that weigh 32 kg 500 g together
example-about = about 12 kg

## Chart and sums

more = more:
label-total = Total
