BLOG_AUTHOR = "Nell Ohm"
BLOG_TITLE = "Coil"
SITE_URL = "https://coil.example.org/"
DEFAULT_LANG = "en"
