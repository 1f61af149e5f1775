"""The desktop application: views over models over the workspace over services over the domain."""
