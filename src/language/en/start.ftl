### The start screen, which asks for the event before a console opens one.

mode-start = Choosing the event
action-start-row = row
help-start-choose = Open the selected event, or create the new one
help-start-row = Select the row of this digit
help-start-leave = Quit; nothing is created
start-question = Which event?
start-new = A new event for today, { $date }
start-new-details = It is created when chosen. The other events stay as they are.
start-new-alone-details = It is created when chosen.
start-monday = Mon
start-tuesday = Tue
start-wednesday = Wed
start-thursday = Thu
start-friday = Fri
start-saturday = Sat
start-sunday = Sun
start-today = today
start-tomorrow = tomorrow
start-yesterday = yesterday
# $count (Number)
start-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
# $count (Number)
start-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
start-last-record = last record { $time }, { $ago }
# $count (Number)
start-minutes-ago = { $count } min ago
# $count (Number)
start-hours-ago = { $count } h ago
start-no-records = no records yet
start-clock = { $doubt }. Set the clock, or choose the event.
start-clock-alone = { $doubt }. Leave with F10, set the clock, and start again.

## Messages

start-notice-machine-line = The scale sent a line; nothing was recorded. Choose the event first
start-notice-paste = Pasted text is ignored here. Choose the event first
start-notice-typed = Text was typed, so Enter chose nothing. Press Enter again to choose
start-notice-enter = This Enter did nothing, because another one came with it. Press Enter once

## The help

start-help-why = It is not clear which event is meant, so nothing has been opened or created yet. Select a row and press Enter. The row at the top is the most likely one.
start-help-scale = Only an Enter pressed by hand chooses. A line of a scale, a paste and a held key do nothing.

## Without a full screen

start-plain-how = Type the number of a row and press Enter. :quit leaves.
# $last (Number)
start-plain-number = There is no such row. Type a number from 1 to { $last }, or :quit.
