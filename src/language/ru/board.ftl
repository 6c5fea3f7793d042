### The public board. It is read from a distance: keep the texts short.

board-target = { $percent }% от { $target }
board-others = и ещё { $count }
board-last = Последнее:
board-waiting = Экоакция ещё не началась
board-waiting-for = Ждём экоакцию { $slug }
board-old = Данные на { $time }, обновить не удалось: { $reason }
board-sealed = Экоакция завершена ({ $time }). Спасибо!
board-nothing = Пока ничего не взвешено: будьте первыми!
board-people = { $count ->
    [one] человек
    [few] человека
    [many] человек
   *[other] человека
}
