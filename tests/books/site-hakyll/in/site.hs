main = hakyll $ return ()
