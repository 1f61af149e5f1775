"""What the business is: shared by desktop and server, without Qt, network, engine, files or clock."""
