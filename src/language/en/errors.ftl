### What is wrong with an amount, an event, a journal.

## An amount that is refused: what is wrong, what to type instead. At most 76 columns.

amount-empty = There is no weight: type a number such as 12.5
amount-empty-pieces = There is no count: type a whole number such as 4
amount-too-long = Too long, at most { $most } characters: record the sum in parts
amount-stray = "{ $char }" is no part of a weight: remove it
amount-two-marks = Use one decimal mark in a number: 1250.5
amount-mark-at-edge = A decimal mark needs digits on both sides: 0.5
amount-too-fine = At most { $decimals } decimals; write thousands without a mark: 1250
amount-zero = Zero is not recorded: type a number above zero
amount-sign-at-edge = A sign needs numbers on both sides: 12.5+3-0.8
amount-tare-not-below-gross = The tare must be below the gross weight: 12.5-0.8
amount-space-inside = No spaces between digits: type 1250, or 12+50
amount-not-whole = Counted in pieces: type a whole number such as 4
amount-pieces-tare = Counted in pieces, so there is no tare: type the count alone, such as 4
amount-pieces-unit = Counted in pieces: type the count without kg, such as 4 or 4/32.5
amount-weighted-pieces = Weighed in kilograms: type the weight without a slash, such as 12.5
amount-star = A star stands only at the start, after the material's number: 3*12.5
amount-about = A ~ stands only at the start, and once: ~12.5
amount-kazakh-mix = The Kazakh layout is on: switch to EN or use the numeric keypad
over-mass = At most { $most } kg in one record: check the weight or split it
over-pieces = At most { $most } pieces in one record: check the count or split it
over-people = One record counts from 1 to { $most } people

## event.json and its catalogue

event-json = event.json is faulty: { $reason }
event-format = event.json is of a later version (format { $format }): update the program
event-name = The event's name must have 1 to { $most } characters
event-division = division_g must be from 1 to 1000, here it is { $division }
catalogue-count = There must be 1 to { $most } materials, here are { $count }
catalogue-bad-id = "{ $id }" cannot be a material's id: use a-z, 0-9 and "-", at most 32
catalogue-duplicate-id = The material "{ $id }" is given twice: rename one of them
catalogue-duplicate-key = Two materials are on the key { $key }: { $first } and { $second }
catalogue-bad-key = The key of "{ $id }" must be a Latin capital letter, not "{ $key }"
catalogue-unknown-stream = The stream "{ $stream }" of "{ $id }" is not in the list of streams
catalogue-unknown-group = The group "{ $group }" of "{ $id }" is not in the list of groups
catalogue-bad-limit = A limit of "{ $id }" must be above zero and at most 4000 tonnes
catalogue-no-name = The material "{ $id }" needs a name in at least one language
