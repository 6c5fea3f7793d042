### The settings of the station: config.json and `tarazy config`.

## Faults of config.json, after its name

setting-line = { $file }, line { $line }: { $reason }
setting-syntax = this is not JSON, so the file is ignored: check quotes, commas and braces
setting-unfinished = the text ends too early, so the file is ignored: add { $end }
setting-not-an-object = write the settings in braces: { $example }
# $most (Number)
setting-too-large = the file is too large for settings: at most { $most } KiB
setting-unknown-key = there is no setting "{ $key }". Known: { $known }
setting-duplicate-key = "{ $key }" is in line { $line } too: remove one of them

## Why a value is wrong, after the name of the setting, variable or option

setting-not-a-text = write the value in quotation marks
setting-not-a-switch = write true or false, without quotation marks
setting-unknown-choice = "{ $given }" is unknown: use { $known }
setting-relative-path = "{ $path }" is not a full path: begin it with "/", as in /srv/tarazy
setting-tilde = only a shell replaces the "~": write { $full }

## In the console: one line for several faults

# $count (Number)
setting-faults = { $count ->
    [one] { $file } has { $count } fault: "tarazy config" names it
   *[other] { $file } has { $count } faults: "tarazy config" names them
}

## What `tarazy config` prints

config-file = Settings: { $file }
config-no-file = Settings: { $file } (there is no such file)
config-nowhere = This account has no home folder and so no file with settings
config-from-default = default
config-from-file = file
config-from-environment = environment: { $name }
config-from-option = option: { $name }
config-unset = -
config-language = language of the texts
config-ascii = draw with ASCII characters only
config-theme = colours
config-mouse = mouse: a click selects, the wheel scrolls
config-alert = signal when input is not accepted
config-station = station
config-operator = operator if nobody is on duty
config-scale = scale
config-auto = record a stable weight by itself
config-data-dir = folder with all events
config-mirror = folder of the second copy
