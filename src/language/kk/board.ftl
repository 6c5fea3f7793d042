### Ортақ экран. Зал түкпірінен оқылады: сөз аз.

board-target = { $target } мақсаттың { $percent }%-ы
board-others = тағы { $count }
board-last = Соңғысы:
board-waiting = Іс-шара әлі басталған жоқ
board-waiting-for = { $slug } іс-шарасын күтіп тұрмыз
board-old = Жауап жоқ, соңғысы { $time }: { $reason }
board-nothing = Әзірге ештеңе өлшенген жоқ: бірінші болыңыз!
board-people = { $count ->
   *[other] адам
}
