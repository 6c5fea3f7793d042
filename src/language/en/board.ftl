### The public board. It is read from a distance: keep the texts short.

# $percent (Number)
board-target = { $percent }% of { $target }
# $count (Number)
board-others = and { $count } more
board-last = Last:
board-waiting = The event has not begun yet
board-waiting-for = Waiting for the event { $slug }
board-old = Not updated since { $time }: { $reason }
board-sealed = The event has ended ({ $time }). Thank you!
board-nothing = Nothing weighed yet: be the first!
# $count (Number)
board-people = { $count ->
    [one] person
   *[other] people
}
