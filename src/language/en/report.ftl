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

report-event-slug = Event
report-streams = By stream
report-materials = In kilograms
report-pieces = In pieces
report-groups = Published together
report-out = Handed over
report-no-grade = no grade
report-pieces-weight = weighing { $weight }
report-target = { $percent }% of the target, { $target }
report-about-note = ~ about: the sum holds estimates
report-verified = The journals are whole, their chains unbroken.
report-damaged = The journals are damaged, what can be read is counted:
stream-recycling = Recycling
stream-hazardous = Hazardous waste
stream-food = Food
stream-reuse = Reuse
stream-residue = Residue

## The paper tally sheet

sheet-title = Tally sheet
sheet-station = Station
sheet-operator = Operator
sheet-number = Sheet no.
sheet-how = One weighing in each box: 12,5. Cross out a mistake, do not write over it.
sheet-people = People: one tick each
