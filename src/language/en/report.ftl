### Reports.

## Labels of a report

report-people = Participants
report-entries = Entries
report-total = Total
report-date = Date
report-venue = Venue
report-organiser = Organiser
report-supporter = Supported by
report-hours = Per hour
report-stations = Stations
report-voided = Voided

## Sections of a report

report-event-slug = Event code
report-streams = By stream
report-materials = In kilograms
report-pieces = In pieces
report-groups = Published as one item
report-out = Collected and handed over
report-no-grade = no type
report-pieces-weight = weighing { $weight }
report-target = { $percent }% of the target, { $target }
report-about-note = ~ about: the total includes estimates
report-verified = All journals are intact.
report-damaged = The journals are damaged; what can be read is counted:
stream-recycling = Recycling
stream-hazardous = Hazardous waste
stream-food = Food
stream-reuse = Reuse
stream-residue = Residual waste

## The paper tally sheet

sheet-title = Tally sheet
sheet-station = Station
sheet-operator = Operator
sheet-number = Sheet no.
sheet-how = One weighing in each box: 12.5. Cross out a mistake, do not write over it.
sheet-people = People: one tick each

## Columns and notes of tables

report-material = Material
report-stream = Stream
report-share = Share
report-goal = Target
report-grade = { $material }, type { $grade }
report-weighing = Weight
report-hour = Hour
report-without-time = no time
report-station = Station
report-head = Hash of the journal's last line
report-operators = Operators
report-a-head = Kilograms per person
report-pieces-note = What is counted in pieces is not included in the kilograms.
report-voided-note = Voided entries are not included in any total.
report-sealed = The event was sealed on { $at }.
report-reopened = The event was sealed on { $sealed } and reopened on { $at }: { $reason }
report-kilograms-hour = Kilograms per hour
report-people-hour = People per hour
sums-damaged = Warning: the journals are damaged or cannot be read ({ $files }); only what can be read is counted: see "tarazy verify --event { $event }"
report-in-events = { $file } is in the folder of the events, where no report is written: name another folder
stream-given = Given
stream-taken = Taken
stream-none = No stream

## The text for publication

# $count (Number)
plural-category = { $count ->
    [one] one
   *[other] other
}
press-mass = { $amount } of { $name }
press-mass-of = { $amount } of { $name }
press-kg = { $amount } kg
press-kg-about = about { $amount } kg
press-kg-under = less than { $amount } kg
# $form (String) the plural category of the amount
press-tonnes = { $form ->
    [one] { $amount } tonne
   *[other] { $amount } tonnes
}
# $form (String) the plural category of the amount
press-tonnes-more = { $form ->
    [one] more than { $amount } tonne
   *[other] more than { $amount } tonnes
}
# $form (String) the plural category of the amount
press-tonnes-almost = { $form ->
    [one] almost { $amount } tonne
   *[other] almost { $amount } tonnes
}
# $form (String) the plural category of the amount
press-tonnes-about = { $form ->
    [one] about { $amount } tonne
   *[other] about { $amount } tonnes
}
press-pieces = { $amount } { $name }
press-pieces-about = about { $amount } { $name }
press-pieces-of = { $amount } { $name }
press-pieces-of-about = about { $amount } { $name }
press-grades = { $item } ({ $grades })

## The lead and the lists of the text for publication

# $month (String) the number of the month: m1 to m12
press-month = { $month ->
    [m1] { $day } January
    [m2] { $day } February
    [m3] { $day } March
    [m4] { $day } April
    [m5] { $day } May
    [m6] { $day } June
    [m7] { $day } July
    [m8] { $day } August
    [m9] { $day } September
    [m10] { $day } October
    [m11] { $day } November
   *[m12] { $day } December
}
press-year = { $day } { $year }
press-days = { $first } - { $last }
press-days-of-month = { $first }-{ $last }
press-lead = { $day }: { $happened }
press-lead-at = { $day }, { $venue }: { $happened }
# $kind (String) the kind of event
press-came-to = { $kind ->
    [eco-action] the recycling drive
    [swap] the swap
    [subbotnik] the clean-up
   *[other] the event
}
# $kind (String) the kind of event
press-came-to-named = { $kind ->
    [eco-action] the recycling drive "{ $name }"
    [swap] the swap "{ $name }"
    [subbotnik] the clean-up "{ $name }"
   *[other] the event "{ $name }"
}
# $form (String) the plural category of the amount
press-came = { $form ->
    [one] { $amount } person took part in { $event }.
   *[other] { $amount } people took part in { $event }.
}
# $kind (String) the kind of event
press-held = { $kind ->
    [eco-action] the recycling drive took place.
    [swap] the swap took place.
    [subbotnik] the clean-up took place.
   *[other] the event took place.
}
# $kind (String) the kind of event
press-held-named = { $kind ->
    [eco-action] the recycling drive "{ $name }" took place.
    [swap] the swap "{ $name }" took place.
    [subbotnik] the clean-up "{ $name }" took place.
   *[other] the event "{ $name }" took place.
}
press-organiser = Organised by { $name }.
press-supporter = Supported by { $name }.
press-nothing = Nothing was collected.
press-collected = Collected:
press-also = Also:
press-given = Given:
press-taken = Taken:
press-sum = total of this list: { $amount }
press-and = { $first } and { $last }

## The workbook: names of sheets, columns and kinds of records

workbook-summary = Summary
workbook-materials = Materials
workbook-types = Types
workbook-handed-over = Handed over
workbook-hours = Hours
workbook-record = Record
workbook-kind = Kind of record
workbook-time = Day and time
workbook-operator = Operator
workbook-material-id = Material id
workbook-type = Type
workbook-net = Net, kg
workbook-gross = Gross, kg
workbook-tare = Tare, kg
workbook-pieces = Pieces
workbook-pieces-weight = Weight of pieces, kg
workbook-estimate = Estimate
workbook-status = Status
workbook-reason = Reason
workbook-unit = Unit
workbook-reached = % of target
workbook-kind-entry = entry
workbook-kind-hand-over = hand-over
workbook-kind-people = people
workbook-counted = counted
workbook-yes = yes

## The report of a year

season-title = The year { $year }
season-sum = Total
season-event = Name
season-total = Kilograms
season-difference = Change
season-pieces = Pieces
season-damaged = Damaged journals: { $events }
season-verified = All journals are intact.
season-pieces-of = { $stream }, pieces
kind-eco-action = Recycling drives
kind-swap = Swaps
kind-subbotnik = Clean-ups
