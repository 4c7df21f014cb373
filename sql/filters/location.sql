-- Plays at a location, which is named in full.
location = $location
