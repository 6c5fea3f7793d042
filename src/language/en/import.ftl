## Import of tables: what is wrong with a file, doubts, and what was read

import-in-file = { $file }: { $fault }
import-lines = { $file }, rows { $rows }: { $fault }
# $count (Number)
import-more-rows = { $rows } and { $count } more
import-not-a-table = this is not a table that can be read: save it as XLSX, ODS or CSV
import-password = the workbook has a password: save it without one
import-no-sheet = there is no sheet "{ $sheet }". Known: { $known }
import-no-sheets = a text file has no sheets: leave out --sheet
import-unclosed-quote = a quotation mark is opened here and never closed: close it or remove it
import-too-large = the sheet has too many cells: import a part of it
import-nothing = no row has an amount: fill in the column of amounts, or name it with --map
import-several-columns = several columns may be { $role }: { $columns }. Choose with --map
import-bad-meaning = --map: the column "{ $column }" cannot be "{ $meaning }": use kg, date or a material's id
import-bad-map = { $file } cannot be used for --map: { $reason }
import-no-header-near = this row is most like the header, but lacks: { $missing }. Rename columns, or name them with --map
import-header-columns = Columns of row { $row }: { $columns }
import-empty = the file is empty: there is nothing to import
import-no-rows = there is no row below the header: there is nothing to import
import-hidden-line-end = an invisible line end ({ $character }) is inside this row: put its cell in quotation marks, or begin a new row
import-unknown-material = --map: "{ $name }" cannot be "{ $answer }", because there is no such material
import-unknown-type = --map: "{ $name }" cannot be "{ $answer }", because the material has no such type
import-unknown-station = --map: "{ $name }" cannot be "{ $answer }": a station's id has up to 8 capital letters and digits
import-nearest = { $fault }. Nearest: { $proposals }
import-known = { $fault }. Known: { $known }
import-known-materials = Materials: { $known }

## What a column contains

import-role-date = date
import-role-time = time
import-role-station = station
import-role-operator = operator
import-role-material = material
import-role-grade = type
import-role-amount = amount
import-role-gross = gross
import-role-tare = tare
import-role-net = net
import-role-unit = unit
import-role-pieces = pieces
import-role-people = people
import-role-other = not imported

## Faulty rows

import-bad-day = "{ $day }" is not a day: write it as 25.01.2026
import-time-of-day = "{ $time }" is not a time of day: write it as 14:05
import-no-day = the day is missing: write it, or put "bad_dates":"above" or "skip" into --map
import-no-event-day = no day is given: name the event with --event
import-no-material = the material is missing: write it
import-unreadable = "{ $typed }" is not an amount: write a number such as 12.5
import-too-fine = "{ $typed }" is finer than a gram: round it to whole grams
import-negative = "{ $typed }" is below zero: only positive amounts are imported
import-foreign = "{ $typed }" is in pounds or ounces: convert it to kilograms
import-not-pieces = "{ $typed }" is not a number of pieces, but this material is counted: write how many
import-not-mass = "{ $typed }" is not a weight, but this material is weighed: write the kilograms
import-unit = "{ $unit }" is not a unit: use kg, g, t or pcs
import-date-as-amount = the spreadsheet has turned the amount into the date { $day }: type the number again
import-uncomputed = a formula has no result: open the file in a spreadsheet program and save it
import-cell-error = the cell has the error { $error }: correct its formula
import-net-differs = gross { $gross } minus tare { $tare } is not net { $net }: correct one of them
import-two-grades = "{ $name }" already names a type, but not "{ $grade }": correct one of them
import-split-amount = the comma of "{ $typed }" separates cells here: put the amount in quotation marks
import-perhaps-total = these amounts are the sums of the rows above: write a day or "Total" in front of them
import-second-table = another table begins after "{ $caption }": import it by itself, or remove it
import-perhaps-day = "{ $caption }" may be the day of the rows below: write the day alone in its row
import-not-weighed = the row is named "{ $name }", so perhaps it is not a weighing: remove it, or rename it
import-sum-of-types = this amount is the sum of the types next to it: keep the types or the sum, not both
import-hidden-row = the row is hidden: show all rows, or remove it, and save the file again
import-struck-row = the row is struck through: remove it, or the line through it
import-not-collected = the column "{ $column }" contains "{ $value }": remove the row, or set the column to null in --map
import-shown = the cell holds { $number }, and its format shows "{ $unit }" with it: give the column a plain number format
import-merged-amount = one amount is merged over several materials: write the amount of each

## Doubts

import-doubt-material = "{ $name }" may be { $proposals }: choose with --map
import-doubt-column = the column "{ $column }" has amounts of an unknown material: name it with --map
import-doubt-column-of = the column "{ $column }" may be { $proposals }: choose with --map
import-doubt-dates = "{ $example }" has two readings: add --dates dmy or --dates mdy
import-doubt-decimal = "{ $example }" has two readings: add --decimal comma or --decimal point
import-doubt-day-number = "{ $example }" may be a spreadsheet's day: put "day_numbers":true into --map
import-doubt-unknown = "{ $name }" is not a material: choose one with --map
import-doubt-year = "{ $example }" has no year: write it, or put "year":2026 into --map
# $count (Number)
import-more-doubts = { $count ->
    [one] { $count } more name is not clear
   *[other] { $count } more names are not clear
}
import-ask = Rows { $rows }: { $doubt }
import-ask-row = Row { $row }: { $doubt }
import-ask-material = Number, or a material's id (empty: stop):
import-ask-station = The station's id, such as A (empty: stop):
import-ask-number = Number (empty: stop):
import-ask-year = The year, such as 2026 (empty: stop):
import-choice-leave-out = Do not import it
import-choice-day-first = Day before month
import-choice-month-first = Month before day
import-choice-comma = The comma is the decimal mark
import-choice-point = The point is the decimal mark
import-choice-day-numbers = These numbers are days of a spreadsheet
import-choice-no-day-numbers = They are not days
import-choice-above = Take the day of the row above
import-choice-skip = Leave these rows out

## What was read

import-note-encoding = The text is not UTF-8: it was read as { $encoding }
import-note-sheet = The sheet "{ $sheet }" is imported. Others, with --sheet: { $others }
import-note-titles = Rows above the table: { $rows }
import-note-totals = Rows of totals, not imported: { $rows }
import-note-ignored = Columns that are not imported: { $columns }
# $count (Number)
import-note-nothing = { $count ->
    [one] { $count } row has no amount
   *[other] { $count } rows have no amount
}
import-note-nothing-beside = Rows without an amount that have a number elsewhere: { $rows }
# $count (Number)
import-note-stations-down = { $count ->
    [one] { $count } row has the station of the row above
   *[other] { $count } rows have the station of the rows above
}
# $count (Number)
import-note-left-out = { $count ->
    [one] { $count } row is left out, as the answers say
   *[other] { $count } rows are left out, as the answers say
}
# $count (Number)
import-note-not-counted = { $count ->
    [one] { $count } record of the report is not imported: it does not count, or is a hand-over
   *[other] { $count } records of the report are not imported: they do not count, or are hand-overs
}
# $count (Number)
import-note-rounded = { $count ->
    [one] The rounding error of the spreadsheet was removed from { $count } amount
   *[other] The rounding error of the spreadsheet was removed from { $count } amounts
}
# $count (Number)
import-note-filled-down = { $count ->
    [one] { $count } row has the day of the row above
   *[other] { $count } rows have the day of the rows above
}
# $count (Number)
import-note-without-time = { $count ->
    [one] { $count } row has no time
   *[other] { $count } rows have no time
}
# $count (Number)
import-note-blank = { $count ->
    [one] { $count } blank row
   *[other] { $count } blank rows
}
import-note-answers = Answers of an earlier import are used: { $file }
import-note-answers-stored = The answers are kept for the next import: { $file }
import-lost-letters = A "?" replaces a lost letter (rows: { $rows }): save the file again as UTF-8
import-total-differs = The total in row { $row } is { $stated }, but the rows add up to { $ours }
import-summary-text = { $file }: { $encoding }, separator { $separator }
import-summary-sheet = { $file }: sheet "{ $sheet }"
import-summary-event = Event: { $name }, { $date }
import-summary-header = Header: row { $row }
# $count (Number)
import-more-columns = { $count ->
    [one] { $count } more column
   *[other] { $count } more columns
}
# $count (Number)
import-summary-rows = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
import-summary-total = Total: { $mass }
import-summary-total-agrees = The total in row { $row } agrees: { $stated }
import-summary-nothing-written = Nothing was written
