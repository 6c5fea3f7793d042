### The public board. It is read from a distance: keep the texts short.

board-target = { $target } мақсаттың { $percent }%-ы
board-others = тағы { $count }
board-last = Соңғысы:
board-waiting = Экоакция әлі басталған жоқ
board-waiting-for = { $slug } экоакциясын күтіп тұрмыз
board-old = { $time } деректері, жаңармай тұр: { $reason }
board-sealed = Экоакция аяқталды ({ $time }). Рақмет!
board-nothing = Әзірге ештеңе өлшенген жоқ: бірінші болыңыз!
board-people = { $count ->
   *[other] адам
}
