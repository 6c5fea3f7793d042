### Reports.

## Labels of a report

report-people = Participants
report-entries = Entries
report-total = Total
report-material = Material
report-net = Net
report-date = Date
report-venue = Venue
report-organiser = Organiser
report-supporter = Supported by
report-hours = Per hour
report-stations = Stations
report-voided = Voided

## The published list: one item per material or group

press-kg = { $amount } kg of { $name }
press-pcs = { $amount } pieces of { $name }
press-about = about { $item }
press-over-tonnes = more than { $amount } t of { $name }
