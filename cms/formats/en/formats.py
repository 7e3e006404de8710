"""English as in Europe: 8 May 2014; Thursday, 8 May; 9:00."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
WEEKDAY_FORMAT = "l, j F"
TIME_FORMAT = "G:i"
YEAR_MONTH_FORMAT = "F Y"
