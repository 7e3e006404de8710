"""Polish: 8 maja 2014; czwartek, 8 maja; 9.00."""

DATE_FORMAT = "j E Y"
MONTH_DAY_FORMAT = "j E"
WEEKDAY_FORMAT = "l, j E"
TIME_FORMAT = "G.i"
YEAR_MONTH_FORMAT = "F Y"
