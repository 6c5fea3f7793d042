### What the panels of the console say.

select-material = Select a material
hint-select = Press the letter of a material, type the weight, press Enter
hint-type = Type the weight. Space counts one more person
hint-enter = Enter saves, Esc clears
notice-saving = Saving: { $what }
state-unsaved = not saved
about = about
more = more:
voided-because = Voided because: { $reason }
help-amounts = How amounts are typed
example-plain = 12 kg 500 g; a comma or a point
example-plus = two bags together: 15.5 kg
example-tare = less the tare: 11.7 kg
example-number = material no. 3, 12.5 kg; from the numpad alone
example-pieces = a material in pieces: 4 pieces
example-pieces-weight = 4 pieces that weigh 32.5 kg
example-about = about 12 kg
refused-group = Type a whole number from 1 to { $most }
refused-reason = Give a reason: one word is enough
correct-how = Tab: material, Down: grade, Enter: save, Esc: cancel
quit-unsaved = { $count ->
    [one] { $count } record is not on the disk and will be lost.
   *[other] { $count } records are not on the disk and will be lost.
}
quit-typed = "{ $typed }" is not recorded yet.
quit-not-taken = Lines not taken: { $count }.
quit-how = Enter or Esc: stay, F10 once more: quit.
