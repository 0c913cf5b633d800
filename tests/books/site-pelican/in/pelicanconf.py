#!/usr/bin/env python
AUTHOR = u'Alexis Four'
# SITENAME = u'Un autre nom'
SITENAME = u'Le pain'
SITEURL = 'https://pain.example'
PATH = 'content'
DEFAULT_LANG = 'fr'
ARTICLE_URL = 'pain/{date:%Y}/{date:%m}/{slug}/'
