"""Lithuanian: 2014 m. gegužės 8 d.; ketvirtadienis, gegužės 8 d.; 9.00."""

DATE_FORMAT = r"Y \m. E j \d."
MONTH_DAY_FORMAT = r"E j \d."
WEEKDAY_FORMAT = r"l, E j \d."
TIME_FORMAT = "G.i"
YEAR_MONTH_FORMAT = r"Y \m. F"
