### The public board. It is read from a distance: keep the texts short.

board-target = { $percent }% из { $target }
board-others = и ещё { $count }
board-last = Последнее:
board-waiting = Событие ещё не началось
board-waiting-for = Ждём экоакцию { $slug }
board-old = Нет ответа с { $time }: { $reason }
board-nothing = Пока ничего не взвешено: будьте первыми!
board-people = { $count ->
    [one] человек
    [few] человека
    [many] человек
   *[other] человека
}
